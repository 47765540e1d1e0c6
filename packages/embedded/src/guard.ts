/** A program and its arguments, as `spawn` takes them. */
export type Command = readonly [program: string, ...args: string[]];

/**
 * Wraps a command so that the kernel ends it with `signal` when this process is gone, however that
 * happened: SIGKILL leaves no handler a chance. PR_SET_PDEATHSIG is set first, then the
 * parent is looked at, so that a parent that died in between is noticed too.
 *
 * The signal follows the death of the *thread* that spawned, which is Node's main thread unless a
 * worker thread calls this. Elsewhere than on Linux the command is returned as it is.
 */
export const endWithParent = (signal: 'KILL' | 'QUIT', command: Command): Command =>
  process.platform === 'linux'
    ? [
        'setpriv',
        '--pdeathsig',
        signal,
        'sh',
        '-c',
        '[ "$PPID" = "$1" ] || exit 1; shift; exec "$@"',
        'sh',
        String(process.pid),
        ...command,
      ]
    : command;
