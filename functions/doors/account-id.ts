import * as z from 'zod';
import { parseAccountId } from '../reconciler/model/names.ts';

/** The id of an account in an event. */
export const ACCOUNT_ID = z
  .string()
  .refine((text) => parseAccountId(text) !== undefined, { error: 'is not an account id' });
