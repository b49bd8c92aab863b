import fc from 'fast-check';
import {
  covers,
  intersects,
  pathPattern,
  routePaths,
} from '../../../../functions/reconciler/plan/rules/path-pattern.ts';

describe('covers', () => {
  test.each([
    ['*', '/v1/*', true],
    ['/*', '/v1/*', true],
    ['/*', '*.jpg', true],
    ['*', '*', true],
    ['/*', '*', true],
    ['/v1/*', '/v1/orders', true],
    ['v1/*', '/v1/orders', true],
    ['/v1/*', 'v1/*', true],
    ['/v1*', '/v1/*', true],
    ['/v?/*', '/v1/*', true],
    ['/a*c', '/ab*bc', true],
    ['/*?', '/?*', true],
    ['/?*', '/*?', true],
    ['*/orders', '/v1/*/orders', true],
    ['*a*', '*aa*', true],
    ['/v1/*', '/v1', false],
    ['/v1/*', '/v1*', false],
    ['/v1/*', '/v?/*', false],
    ['/v1/*', '*', false],
    ['/V1/*', '/v1/orders', false],
    ['/*.jpg', '*', false],
    ['/?', '/*', false],
    ['*aa*', '*a*', false],
  ])('%s of %s is %s', (a, b, expected) => {
    expect(covers(pathPattern(a), pathPattern(b))).toBe(expected);
  });

  test('agrees with matching every short path by brute force', () => {
    fc.assert(
      fc.property(anyPattern(), anyPattern(), (a, b) => {
        const counterexample = PATHS.find((path) => matches(b, path) && !matches(a, path));

        expect({ a, b, covers: covers(pathPattern(a), pathPattern(b)) }).toEqual({
          a,
          b,
          covers: counterexample === undefined,
        });
      }),
      { numRuns: 300 },
    );
  });

  test('every pattern covers itself, and /* covers every pattern', () => {
    fc.assert(
      fc.property(anyPattern(), (pattern) => {
        expect(covers(pathPattern(pattern), pathPattern(pattern))).toBe(true);
        expect(covers(pathPattern('/*'), pathPattern(pattern))).toBe(true);
      }),
    );
  });

  test('gives up on patterns that only a machine would write, and then claims nothing', () => {
    const many = `/*a${'?'.repeat(60)}`;

    expect(covers(pathPattern(many), pathPattern(`/${'*a'.repeat(60)}`))).toBe(false);
  });
});

describe('intersects', () => {
  test.each([
    ['/orders/*', '/orders/{id}', true],
    ['/orders/*', '/orders', true],
    ['/orders/?*', '/orders', false],
    ['/orders*', '/orders', true],
    ['/orders/', '/orders', true],
    ['/orders/7', '/orders/{id}', true],
    ['/orders/7/items', '/orders/{id}', false],
    ['/orders/*/items', '/orders/{id}', false],
    ['/orders/*/items', '/orders/{id}/items', true],
    ['/orders/*/items', '/orders/{proxy+}', true],
    ['/orders', '/{proxy+}', true],
    ['/', '/{proxy+}', false],
    ['/', '/{proxy*}', true],
    ['/', '/', true],
    ['/Orders/*', '/orders/{id}', false],
    ['*.jpg', '/pictures/{name}', true],
    ['/v?/orders', '/v1/orders', true],
    ['/v?/orders', '/v10/orders', false],
    ['/{id}', '/{id}', true],
  ])('of %s and route %s is %s', (pattern, route, expected) => {
    expect(routePaths(route).some((way) => intersects(way, pathPattern(pattern)))).toBe(expected);
  });

  test('agrees with matching every short path by brute force, in either order', () => {
    fc.assert(
      fc.property(anyPattern(), anyPattern(), (a, b) => {
        const common = PATHS.some((path) => matches(a, path) && matches(b, path));

        const found = [intersects(pathPattern(a), pathPattern(b)), intersects(pathPattern(b), pathPattern(a))];

        expect({ a, b, found }).toEqual({ a, b, found: [common, common] });
      }),
      { numRuns: 300 },
    );
  });
});

/** Short patterns over two letters: long enough to be different in every way, short enough to try every path. */
function anyPattern() {
  return fc
    .array(fc.constantFrom('a', 'b', '/', '*', '*', '?'), { maxLength: 3 })
    .map((characters) => `/${characters.join('')}`);
}

/** Every path up to six characters behind the slash. `c` stands for whatever no pattern names. */
const PATHS = pathsUpTo(6);

function pathsUpTo(length: number): readonly string[] {
  let longest = ['/'];
  const all = [...longest];
  for (let size = 0; size < length; size += 1) {
    longest = longest.flatMap((path) => ['a', 'b', 'c', '/'].map((character) => path + character));
    all.push(...longest);
  }
  return all;
}

/** As CloudFront matches, by way of a regular expression. */
function matches(pattern: string, path: string): boolean {
  const known = EXPRESSIONS.get(pattern) ?? new RegExp(`^${pattern.replaceAll('*', '.*').replaceAll('?', '.')}$`);
  EXPRESSIONS.set(pattern, known);
  return known.test(path);
}

const EXPRESSIONS = new Map<string, RegExp>();
