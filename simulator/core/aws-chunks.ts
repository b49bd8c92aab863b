export interface DecodedChunks {
  readonly body: Uint8Array;
  /** Names in lower case. */
  readonly trailers: Readonly<Record<string, string>>;
}

const LINE_END = '\r\n';

/** A body of `aws-chunked`: chunks that begin with their length (and a signature, which nobody verifies), an empty one, then trailing headers. */
export function decodeAwsChunks(encoded: Uint8Array): DecodedChunks {
  const bytes = Buffer.from(encoded);
  const chunks: Buffer[] = [];
  for (let at = 0; ; ) {
    const { line, next } = readLine(bytes, at);
    const length = Number.parseInt(line, 16);
    if (Number.isNaN(length)) throw new Error('a chunk must begin with its length');
    if (length === 0) return { body: Buffer.concat(chunks), trailers: readTrailers(bytes.subarray(next)) };
    chunks.push(bytes.subarray(next, next + length));
    at = next + length + LINE_END.length;
  }
}

function readLine(bytes: Buffer, start: number): { readonly line: string; readonly next: number } {
  const end = bytes.indexOf(LINE_END, start);
  if (end === -1) throw new Error('a chunk has no end');
  return { line: bytes.toString('latin1', start, end), next: end + LINE_END.length };
}

function readTrailers(bytes: Buffer): Record<string, string> {
  const lines = bytes.toString('latin1').split(LINE_END);
  return Object.fromEntries(
    lines
      .filter((line) => line.includes(':'))
      .map((line) => [line.slice(0, line.indexOf(':')).toLowerCase(), line.slice(line.indexOf(':') + 1).trim()]),
  );
}
