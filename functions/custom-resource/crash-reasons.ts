import { InvalidRequestError } from '../reconciler/model/errors.ts';
import type { Log } from './invocation.ts';

/** Why a request ended in an error that no rule foresaw, in lines for the stack's events. */
export function crashReasons(error: unknown, log: Log): readonly string[] {
  if (error instanceof InvalidRequestError) return error.message.split('\n');
  const { name, message, stack } = error instanceof Error ? error : new Error(String(error));
  log.error('a bug ended the request', { error: `${name}: ${message}`, stack });
  return [
    `a bug of secure-api-edge ended the request: ${name}: ${message}`,
    'report it with the lines of this request in the log',
  ];
}
