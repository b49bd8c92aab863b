import { createHash } from 'node:crypto';

/** The CNAME that proves control of a name: the same for every certificate of an account that has this name. */
export function validationRecord(
  account: string,
  domainName: string,
): { readonly name: string; readonly value: string } {
  const base = domainName.replace(/^\*\./, '');
  const digest = createHash('sha256').update(`${account}|${base}`).digest('hex');
  const zone = digest.replace(/\d/g, '').slice(0, 10);
  return {
    name: `_${digest.slice(0, 32)}.${base}.`,
    value: `_${digest.slice(32)}.${zone}.acm-validations.aws.`,
  };
}
