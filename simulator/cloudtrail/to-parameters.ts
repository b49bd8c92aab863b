/**
 * Input and output as CloudTrail writes them: the first letter of every member in lower case, whatever follows it (`aCMCertificateArn`, `hTTPSPort`),
 * keys of maps as they are, dates as people write them in the United States, and nothing that the model calls sensitive.
 */
import { NormalizedSchema } from '@smithy/core/schema';

const HIDDEN = 'HIDDEN_DUE_TO_SECURITY_REASONS';

/** `null` where there is nothing to say. */
export function toParameters(schema: unknown, value: object | undefined): object | null {
  if (value === undefined) return null;
  const written = write(NormalizedSchema.of(schema as never), value) as object;
  return Object.keys(written).length === 0 ? null : written;
}

function write(schema: NormalizedSchema, value: unknown): unknown {
  if (schema.getMergedTraits().sensitive) return HIDDEN;
  if (value instanceof Date) return writeDate(value);
  if (schema.isListSchema()) return (value as unknown[]).map((item) => write(schema.getValueSchema(), item));
  if (schema.isMapSchema())
    return writeMembers(
      value as object,
      () => schema.getValueSchema(),
      (key) => key,
    );
  if (schema.isStructSchema()) return writeMembers(value as object, (name) => memberOf(schema, name), lowerFirst);
  return value instanceof Uint8Array ? Buffer.from(value).toString('base64') : value;
}

function writeMembers(
  value: object,
  schemaOf: (name: string) => NormalizedSchema | undefined,
  nameOf: (name: string) => string,
): object {
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, member]) => {
      const schema = member === undefined || member === null ? undefined : schemaOf(name);
      return schema === undefined ? [] : [[nameOf(name), write(schema, member)]];
    }),
  );
}

function memberOf(schema: NormalizedSchema, name: string): NormalizedSchema | undefined {
  const names = schema.getSchema() as unknown as readonly [unknown, unknown, unknown, unknown, readonly string[]];
  return names[4].includes(name) ? schema.getMemberSchema(name) : undefined;
}

function lowerFirst(name: string): string {
  return name.charAt(0).toLowerCase() + name.slice(1);
}

/** `Jan 1, 2026 12:00:00 AM` */
function writeDate(date: Date): string {
  const day = date.toLocaleDateString('en-US', { dateStyle: 'medium', timeZone: 'UTC' });
  const time = date.toLocaleTimeString('en-US', { timeStyle: 'medium', timeZone: 'UTC' });
  return `${day} ${time}`.replace(/\s/g, ' ');
}
