"""How the tables of the newsroom's database stand against this version of Broadsheet."""

from django.db import connection
from django.db.migrations.executor import MigrationExecutor


def pending_migrations() -> tuple[str, ...]:
    """The migrations still to be applied, in order, as `newsroom.0001_tables`."""
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return tuple(f"{migration.app_label}.{migration.name}" for migration, _ in plan)


def unknown_migrations() -> tuple[str, ...]:
    """The migrations that were applied by a later Broadsheet than this one."""
    loader = MigrationExecutor(connection).loader
    ours = {app for app, _ in loader.disk_migrations}
    replaced = {each for migration in loader.disk_migrations.values() for each in migration.replaces}
    known = loader.disk_migrations.keys() | replaced
    return tuple(
        f"{app}.{name}" for app, name in sorted(loader.applied_migrations) if app in ours and (app, name) not in known
    )
