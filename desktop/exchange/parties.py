"""Who sends to whom: the county of a workspace and the province above it."""

from desktop.codes import entry
from desktop.exchange.manifest import Party
from desktop.workspace import Workspace


def county(workspace: Workspace) -> Party:
    """The bureau whose workspace this is."""
    return Party(workspace.county, workspace.bureau)


def province(region: str) -> Party:
    """The provincial office that receives the packages of a region; Refused for an unknown region."""
    found = entry("regions", region)
    return Party(str(found.fields["division"]), f"{found.title}人力资源和社会保障厅")
