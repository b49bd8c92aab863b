import { readFileSync } from 'node:fs';
import demo from './demo.json' with { type: 'json' };
import { type Estate, emptyEstate } from './estate.ts';
import { EstateError } from './estate-error.ts';
import { parseEstate } from './parse-estate.ts';

/** The estate that `--estate` names: `empty`, `demo`, or the path of a JSON document. */
export function readEstate(name: string): Estate {
  switch (name) {
    case 'empty':
      return emptyEstate;
    case 'demo':
      return parseEstate(demo);
    default:
      return parseEstate(readJson(name));
  }
}

function readJson(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (cause) {
    throw new EstateError([`${file}: ${cause instanceof Error ? cause.message : String(cause)}`], { cause });
  }
}
