import type { Reference } from './estate.ts';
import { EstateError } from './estate-error.ts';

export type NamedKind = 'certificate' | 'apiDomain' | 'api' | 'distribution';

/** What a name of the document stands for once the thing exists. */
export interface NamedThing {
  readonly account: string;
  readonly region: string | undefined;
  /** ARN of a certificate, host name of everything else. */
  readonly value: string;
  /** The API id of an API. */
  readonly id?: string;
  /** For an alias record to it. */
  readonly hostedZoneId?: string;
  readonly stages?: readonly string[];
}

export interface Lookup {
  readonly kind: NamedKind;
  readonly name: string;
  readonly account: string;
  readonly region?: string | undefined;
}

/** The names of one document and what they stand for. */
export interface EstateNames {
  add(kind: NamedKind, name: string, thing: NamedThing): void;
  /** The thing of this name in the same account, else in another one. Throws EstateError where there is none. */
  find(lookup: Lookup, path: string): NamedThing;
}

export function createEstateNames(): EstateNames {
  const things = new Map<string, NamedThing[]>();
  return {
    add(kind, name, thing) {
      const key = `${kind} ${name}`;
      things.set(key, [...(things.get(key) ?? []), thing]);
    },
    find({ kind, name, account, region }, path) {
      const all = things.get(`${kind} ${name}`) ?? [];
      const candidates = all.filter((each) => region === undefined || each.region === region);
      const found = candidates.find((each) => each.account === account) ?? candidates[0];
      if (found === undefined) {
        const where = region === undefined ? '' : ` in ${region}`;
        throw new EstateError([`${path}: there is no ${kind} named ${name}${where}`]);
      }
      return found;
    },
  };
}

export function toLookup(reference: Reference, account: string): Lookup {
  if ('certificate' in reference) {
    return { kind: 'certificate', name: reference.certificate, account };
  }
  if ('apiDomain' in reference) {
    return { kind: 'apiDomain', name: reference.apiDomain, account, region: reference.region };
  }
  if ('api' in reference) {
    return { kind: 'api', name: reference.api, account };
  }
  return { kind: 'distribution', name: reference.distribution, account };
}
