# Sourced by ./run and ./test: brings the machine and .venv to what the program needs, or says what it lacks.
# A second start finds everything in place and costs a few hundredths of a second.

ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
VENV="$ROOT/.venv"
PYTHON="$VENV/bin/python"

# Qt's libraries: shared object, colon, Debian's package.
QT_LIBRARIES=(
    libglib-2.0.so.0:libglib2.0-0
    libEGL.so.1:libegl1
    libGL.so.1:libgl1
    libX11.so.6:libx11-6
    libdbus-1.so.3:libdbus-1-3
    libfontconfig.so.1:libfontconfig1
    libfreetype.so.6:libfreetype6
    libxkbcommon.so.0:libxkbcommon0
    libatomic.so.1:libatomic1
    libxcb-cursor.so.0:libxcb-cursor0
    libxcb-icccm.so.4:libxcb-icccm4
    libxcb-keysyms.so.1:libxcb-keysyms1
    libxcb-shape.so.0:libxcb-shape0
    libxcb-xkb.so.1:libxcb-xkb1
    libxkbcommon-x11.so.0:libxkbcommon-x11-0
    libcups.so.2:libcups2
)

say() { printf '%s\n' "$*" >&2; }

# Run a command as the administrator; fails when there is no way to.
as_root() {
    if [ "$(id -u)" = 0 ]; then
        "$@"
    elif [ -t 0 ]; then
        sudo "$@"
    else
        sudo -n "$@" # with nobody at a terminal there is nobody to type a password
    fi
}

may_install() {
    command -v apt-get >/dev/null 2>&1 || return 1
    [ "$(id -u)" = 0 ] || { command -v sudo >/dev/null 2>&1 && { [ -t 0 ] || sudo -n true 2>/dev/null; }; }
}

# Install Debian packages; fails where that is not possible.
install_packages() {
    may_install || return 1
    say "Installing: $*"
    as_root env DEBIAN_FRONTEND=noninteractive apt-get update -q >&2 ||
        say "The package lists could not be refreshed; trying with those at hand."
    as_root env DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends "$@" >&2
}

# Print the packages whose library the linker does not know.
missing_libraries() {
    local known entry
    known=$(PATH="$PATH:/sbin:/usr/sbin" ldconfig -p 2>/dev/null) || return 0
    for entry in "${QT_LIBRARIES[@]}"; do
        case "$known" in
            *"${entry%%:*} "*) ;;
            *) printf '%s\n' "${entry#*:}" ;;
        esac
    done
}

need_libraries() {
    local missing
    mapfile -t missing < <(missing_libraries)
    [ ${#missing[@]} -eq 0 ] && return 0
    install_packages "${missing[@]}" || true
    mapfile -t missing < <(missing_libraries)
    [ ${#missing[@]} -eq 0 ] && return 0
    say "These system libraries are missing; the window may not open until they are installed:"
    say "    ${missing[*]}   (their names on Debian)"
}

# need_commands COMMAND:PACKAGE ... installs what is not on the path; fails when it cannot.
need_commands() {
    local entry missing=()
    for entry in "$@"; do
        command -v "${entry%%:*}" >/dev/null 2>&1 || missing+=("${entry#*:}")
    done
    [ ${#missing[@]} -eq 0 ] && return 0
    install_packages "${missing[@]}" && return 0
    say "Please install these and start again: ${missing[*]}   (their names on Debian)"
    return 1
}

# Print a Python that the program runs on, the tried 3.11 first.
find_python() {
    local name
    for name in python3.11 python3 python3.12 python3.13; do
        if "$name" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] < (3, 14))' >/dev/null 2>&1; then
            command -v "$name"
            return 0
        fi
    done
    return 1
}

make_venv() {
    local python version
    if ! python=$(find_python); then
        install_packages python3 python3-venv || true
        if ! python=$(find_python); then
            say "Python 3.11 is needed and was not found."
            return 1
        fi
    fi
    if ! "$python" -c 'import venv, ensurepip' >/dev/null 2>&1; then
        version=$("$python" -c 'import sys; print("python%d.%d-venv" % sys.version_info[:2])')
        install_packages "$version" || install_packages python3-venv || {
            say "Python's venv module is missing; please install $version and start again."
            return 1
        }
    fi
    say "Making .venv with $python"
    "$python" -m venv --clear "$VENV"
}

lock_mark() { sha256sum < "$ROOT/requirements.lock"; }

need_venv() {
    local stamp="$VENV/zhipei.stamp"
    [ "$(cat "$stamp" 2>/dev/null)" = "$(lock_mark)" ] && [ -x "$PYTHON" ] && return 0
    # Two starts at once must not both write into .venv; the second finds the stamp of the first.
    mkdir -p "$VENV"
    exec 9> "$ROOT/.venv/zhipei.setting-up"
    flock 9 2>/dev/null || true
    if ! [ "$(cat "$stamp" 2>/dev/null)" = "$(lock_mark)" ]; then
        "$PYTHON" -m pip --version >/dev/null 2>&1 || make_venv || return 1
        say "Installing the libraries of requirements.lock into .venv (only when it has changed)"
        "$PYTHON" -m pip install -q --disable-pip-version-check --no-input --require-hashes \
            -r "$ROOT/requirements.lock" >&2 || return 1
        lock_mark > "$stamp"
    fi
    exec 9>&-
}

need_libraries
need_venv || { say "Setting up did not succeed; what stands above says why."; exit 1; }
export PYTHONPATH="$ROOT${PYTHONPATH:+:$PYTHONPATH}"
