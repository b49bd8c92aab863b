import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildFunction, handlerLocation, toEsbuildOptions } from '../../../infra/build/build-function.ts';
import { declaredFunction, functionIds, parseTemplate } from '../../../infra/build/template.ts';

const template = parseTemplate(readFileSync('template.yaml', 'utf8'));

describe('buildFunction', () => {
  const folder = mkdtempSync(join(tmpdir(), 'build-function-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  test.each(functionIds(template))('makes of %s one file that exports what Handler names', async (id) => {
    const declared = declaredFunction(template, id);

    const built = await buildFunction(declared, process.cwd(), folder);

    const { file, exportName } = handlerLocation(declared);
    expect(readdirSync(built.folder).sort()).toEqual([file, `${file}.map`]);
    expect(typeOfExport(join(built.folder, file), exportName)).toBe('function');
  });

  test.each(functionIds(template))('bundles everything that %s imports', async (id) => {
    const built = await buildFunction(declaredFunction(template, id), process.cwd(), folder);

    const metafile = JSON.parse(readFileSync(join(folder, `${id}.meta.json`), 'utf8'));
    const external = Object.values<{ imports: { path: string; external?: boolean }[] }>(metafile.outputs)
      .flatMap((output) => output.imports)
      .filter(({ path, external }) => external && !isBuiltin(path));
    expect(external).toEqual([]);
    expect(built.modules).toBeGreaterThan(1);
  });
});

describe('toEsbuildOptions', () => {
  test("has SAM's defaults", () => {
    expect(toEsbuildOptions({ EntryPoints: ['a.ts'] })).toMatchObject({
      entryPoints: ['a.ts'],
      format: 'cjs',
      target: 'es2020',
      minify: true,
      sourcemap: false,
    });
  });

  test('refuses a property that SAM would obey and this would not', () => {
    expect(() => toEsbuildOptions({ EntryPoints: ['a.ts'], External: ['left-pad'] })).toThrow(
      'BuildProperties.External: not supported by this build',
    );
  });
});

/** Loads a bundle as Lambda does, in a process that has nothing else. */
function typeOfExport(file: string, name: string): string {
  const script =
    'const [, file, name] = process.argv; process.stdout.write(typeof require(file)[name]); process.exit()';
  return execFileSync(process.execPath, ['-e', script, file, name], {
    encoding: 'utf8',
    env: { AWS_REGION: 'us-east-1', REGIONS: 'us-east-1' },
  });
}

function isBuiltin(path: string): boolean {
  return process.getBuiltinModule(path) !== undefined;
}
