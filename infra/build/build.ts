/**
 * `npm run build`: what `sam build` makes of template.yaml, without SAM. One folder per function in dist/.
 */
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { type BuiltFunction, buildFunction } from './build-function.ts';
import { renderTable } from './render-table.ts';
import { declaredFunction, functionIds, parseTemplate } from './template.ts';

const root = process.cwd();
const template = parseTemplate(readFileSync(resolve(root, 'template.yaml'), 'utf8'));
const declared = functionIds(template).map((id) => declaredFunction(template, id));
const built = await Promise.all(declared.map((each) => buildFunction(each, root, resolve(root, 'dist'))));

process.stdout.write(renderTable(['function', 'bundle', 'compressed', 'source map', 'modules'], built.map(row)));

function row(each: BuiltFunction): readonly string[] {
  return [
    each.logicalId,
    kilobytes(each.bundleBytes),
    kilobytes(each.compressedBytes),
    kilobytes(each.sourceMapBytes),
    String(each.modules),
  ];
}

function kilobytes(bytes: number): string {
  return `${(bytes / 1000).toFixed(1)} kB`;
}
