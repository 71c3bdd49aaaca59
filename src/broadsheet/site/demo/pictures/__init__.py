"""Pictures of the demonstration paper, drawn by program: no photograph, no file from elsewhere.

Each painter cuts one picture in a few inks (see `plate`) and says in its docstring what is to be seen. The same code
draws the same picture each time.
"""

from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType

from PIL import Image

from broadsheet.site.demo.pictures import covers, figures, harbour, people, portraits, streets, town

Painter = Callable[[], Image.Image]

PICTURES: Mapping[str, Painter] = MappingProxyType(
    {
        "cranes-dawn.png": harbour.cranes_dawn,
        "picket-gate.png": people.picket_gate,
        "container-ship.png": harbour.container_ship,
        "town-hall.png": town.town_hall,
        "fish-market.png": harbour.fish_market,
        "lighthouse.png": harbour.lighthouse,
        "tram.png": streets.tram,
        "school.png": town.school,
        "hospital.png": town.hospital,
        "football.png": people.football,
        "storm-sea.png": harbour.storm_sea,
        "courthouse.png": town.courthouse,
        "bus-depot.png": streets.bus_depot,
        "library.png": streets.library,
        "meeting-hall.png": people.meeting_hall,
        "march-banners.png": people.march_banners,
        "ferry.png": harbour.ferry,
        "allotments.png": streets.allotments,
        "flats-night.png": streets.flats_night,
        "portrait-welder.png": portraits.portrait_welder,
        "portrait-nurse.png": portraits.portrait_nurse,
        "portrait-teacher.png": portraits.portrait_teacher,
        "map-port.png": figures.map_port,
        "wage-chart.png": figures.wage_chart,
        "cover-1041.png": covers.cover_1041,
        "cover-1042.png": covers.cover_1042,
        "cover-1043.png": covers.cover_1043,
    }
)
"""File name to painter."""


def draw_pictures(folder: Path) -> None:
    """Write every picture into the folder as PNG, leaving alone those that are there.

    Each is written beside its place and then moved there, so that a run cut short leaves no half picture behind.
    """
    folder.mkdir(parents=True, exist_ok=True)
    for name, painter in PICTURES.items():
        place = folder / name
        if place.exists():
            continue
        unfinished = place.with_suffix(".unfinished")
        painter().save(unfinished, "PNG")
        unfinished.replace(place)
