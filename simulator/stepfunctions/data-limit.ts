const MAXIMUM_DATA_BYTES = 262_144;

/** Of inputs, parameters, results and outputs. */
export function exceedsDataLimit(value: unknown): boolean {
  return Buffer.byteLength(JSON.stringify(value) ?? 'null') > MAXIMUM_DATA_BYTES;
}
