import * as z from 'zod';
import { FLEET_REPORT } from './parse-fleet-report.ts';

/** The form of a report as JSON Schema (draft 2020-12): docs/report.schema.json, compared by a test. */
export function reportSchema(): unknown {
  const { $schema, ...schema } = z.toJSONSchema(FLEET_REPORT, {
    io: 'input',
    // `format` says the same for a reader.
    override: ({ jsonSchema }) => {
      if (jsonSchema.format === 'date-time') delete jsonSchema.pattern;
    },
  });
  return {
    $schema,
    title: 'secure-api-edge report, version 1',
    description: 'What a sweep over one account or an organization came to. What is added later is optional.',
    ...schema,
  };
}
