"""What every test needs: Qt draws into memory, not on a screen, unless a person says otherwise."""

import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
