/** Where a part of the embedded stack writes what it has to say, one line a call. */
export type Log = (line: string) => void;

/** The last `size` characters of a log, kept to explain a start that failed. */
export const createTail = (size = 4000): { add: Log; text: () => string } => {
  let kept = '';
  return {
    add: line => (kept = `${kept}${line}\n`.slice(-size)),
    text: () => kept.trim(),
  };
};

/** Calls `onLine` for each whole line of a text stream, and for a last one without an end. */
export const eachLine = (stream: NodeJS.ReadableStream, onLine: Log): void => {
  let rest = '';
  stream.setEncoding('utf8');
  stream.on('data', (chunk: string) => {
    const lines = (rest + chunk).split(/\r?\n/);
    rest = lines.pop() ?? '';
    lines.forEach(line => onLine(line));
  });
  stream.on('end', () => {
    if (rest !== '') onLine(rest);
  });
};
