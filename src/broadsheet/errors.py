"""
Every error Broadsheet raises on purpose, and the exit code each stands for.

    BroadsheetError                 exit 1
      EditionError                  a record that must not enter the edition
        UnknownKindError            a kind of record or block this version does not know
        NewerVersionError           written by a newer Broadsheet than this one
        MalformedRecordError        a field is missing, of the wrong type or out of bounds
        AddressTakenError           two records want the same address
        EditionUnreadableError      the edition's file is damaged or not an edition
      TreeError                     the destination of a press run
        DestinationBusyError        another run is printing there
        DestinationFullError        no room left on the disk
        DestinationRefusedError     the destination cannot be written, or is not ours to write to
        DestinationUnreachableError a bucket or host does not answer, or no longer
        HostUnknownError            a web host whose own key is not known, or is another than it was
        LedgerUnreadableError       the record of what was printed is damaged
      PressError                    one artifact, or the plan, could not be made
        TemplateUnreadableError     a template (ours or the paper's own) is broken
        OutputUnknownError          an output nobody has heard of
        PictureRefusedError         a picture that is broken, hostile or missing
      ImporterError                 their data is wrong
        SourceUnreadableError       the file cannot be read at all
      FetchingError                 something the network names
        AddressRefusedError         an address that is never asked
        AnswerRefusedError          what was answered is not taken
        ConnectionFailedError       no answer, or one that broke off
      PaperError                    the paper's folder and its settings
        PaperNotFoundError          no broadsheet.toml here
        SettingRefusedError         a setting has a value that cannot be used
        BackupRefusedError          a backup that cannot be made
        ArchiveRefusedError         a backup file that is damaged, cut off, hostile or of a newer Broadsheet
        RestoreRefusedError         a whole backup that cannot be put where it was asked for
        UpgradeFailedError          an upgrade that was undone
        DatabaseUnreachableError    the newsroom's database does not answer
        NoRoomError                 the disk is full where the paper keeps its own files
        NotWritableError            a file or folder of the paper cannot be written
      NewsroomError                 an editorial deed that is not allowed now
        ActionRefusedError          an editorial action with something in its way
        SecretUnreadableError       something stored under another secret key than the paper's
        PlanChangedError            what was to be moved in an issue is no longer there
"""

from collections.abc import Sequence


class BroadsheetError(Exception):
    """Anything Broadsheet refuses; the message names the thing and the remedy."""

    exit_code = 1


class EditionError(BroadsheetError):
    """A record that must not enter the edition, or an edition that cannot be read."""


class UnknownKindError(EditionError):
    """A kind of record or block that this version of Broadsheet does not know."""


class NewerVersionError(EditionError):
    """A record or block written by a newer Broadsheet; update this one first."""


class MalformedRecordError(EditionError):
    """A field is missing, has the wrong type, or a value out of bounds."""


class AddressTakenError(EditionError):
    """Two records of one edition want the same public address."""


class EditionUnreadableError(EditionError):
    """The file is damaged or is not an edition."""


class TreeError(BroadsheetError):
    """Something about the place that is printed to."""


class DestinationBusyError(TreeError):
    """Another press run is printing to this destination."""


class DestinationFullError(TreeError):
    """The disk has no room left; what was printed before stays whole."""


class DestinationRefusedError(TreeError):
    """The destination cannot be written, or holds something that is not ours."""


class DestinationUnreachableError(TreeError):
    """A bucket or host that does not answer; the next run goes on where this one ended."""


class HostUnknownError(TreeError):
    """A web host whose own key is not known, or is another than it was: it might be somebody else's."""


class LedgerUnreadableError(TreeError):
    """The record of what was printed cannot be read; printing whole mends it."""


class PressError(BroadsheetError):
    """An artifact or a whole run that could not be printed."""


class TemplateUnreadableError(PressError):
    """A template, ours or the paper's own, cannot be read or is broken."""


class OutputUnknownError(PressError):
    """The name of an output that does not exist."""


class PictureRefusedError(PressError):
    """A picture that is broken, hostile or missing."""


class ImporterError(BroadsheetError):
    """Something in the source that was to be imported."""


class SourceUnreadableError(ImporterError):
    """The source cannot be read at all; nothing was imported."""


class FetchingError(BroadsheetError):
    """Something the network names that was not fetched."""


class AddressRefusedError(FetchingError):
    """An address that is never asked: of another kind than http, badly written, or of a machine that is not public."""


class AnswerRefusedError(FetchingError):
    """What was answered is not taken: it is not there, too large, broken, or sends from one place to another."""


class ConnectionFailedError(FetchingError):
    """No answer, one that was too slow, or one that broke off; asking again later may help."""


class PaperError(BroadsheetError):
    """The paper's folder or its settings."""


class PaperNotFoundError(PaperError):
    """There is no paper in this folder."""


class SettingRefusedError(PaperError):
    """A setting has a value that cannot be used."""


class BackupRefusedError(PaperError):
    """A backup that cannot be made; nothing half made is left."""


class ArchiveRefusedError(PaperError):
    """A backup file that is damaged, cut off, hostile or of a newer Broadsheet; nothing was taken from it."""


class RestoreRefusedError(PaperError):
    """A whole backup that cannot be put where it was asked for; nothing was changed there."""


class UpgradeFailedError(PaperError):
    """An upgrade that went wrong; the message says whether the paper is as it was before."""


class NoRoomError(PaperError):
    """The disk has no room left for one of the paper's own files; what was there before is whole."""


class NotWritableError(PaperError):
    """One of the paper's own files or folders that cannot be written; nothing was changed."""


class DatabaseUnreachableError(PaperError):
    """The newsroom's database does not answer; readers are served all the same."""


class NewsroomError(BroadsheetError):
    """An editorial deed that is not allowed now; the message says what is in the way."""


class ActionRefusedError(NewsroomError):
    """An editorial action that was not done, with all `obstacles` in its way; nothing was changed."""

    def __init__(self, obstacles: Sequence[object]) -> None:
        super().__init__(" ".join(str(obstacle) for obstacle in obstacles))
        self.obstacles = tuple(obstacles)


class SecretUnreadableError(NewsroomError):
    """Something in the newsroom's database was encrypted under another secret key than the one in the paper's file."""


class PlanChangedError(ActionRefusedError):
    """What was to be moved in an issue's plan is no longer where it was; look at the issue again."""

    def __init__(self, message: str) -> None:
        super().__init__((message,))
