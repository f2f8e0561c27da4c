# Shared by the scripts beside it: the place, the number of jobs, and steps that are quiet until one fails.
# To be sourced by bash.

cd "$(dirname "${BASH_SOURCE[0]}")/.."
jobs=$(nproc 2>/dev/null || echo 2)
log_dir=build/log
mkdir -p "$log_dir"

# step NAME COMMAND...: one line; the output goes to a log, and is shown (its last lines) only if the command fails.
step() {
    local name=$1 log start=$SECONDS status=0
    shift
    log="$log_dir/${name//[^a-zA-Z0-9]/-}.log"
    printf '%-58s' "$name"
    "$@" >"$log" 2>&1 </dev/null || status=$?
    if [ "$status" -eq 0 ]; then
        printf 'ok %5d s\n' $((SECONDS - start))
        return 0
    fi
    printf 'FAILED %d s\n' $((SECONDS - start))
    printf '%s\n' "---- $log, last lines ----"
    tail -n 200 "$log"
    printf '%s\n' "---- end of $log ----"
    return "$status"
}

# configure_and_build PRESET [OPTION...]: the options go to the configuration.
configure_and_build() {
    local preset=$1
    shift
    cmake --preset "$preset" "$@" && cmake --build --preset "$preset" -j "$jobs"
}
