import { matchesPathPattern } from '../../../../simulator/data-plane/edge/path-pattern.ts';

test.each([
  ['/images/*', '/images/', true],
  ['/images/*', '/images/a/b.jpg', true],
  ['images/*', '/images/a', true],
  ['/images/*', '/images', false],
  ['/Images/*', '/images/a', false],
  ['*.jpg', '/a/b.jpg', true],
  ['*.jpg', '/a/b.jpeg', false],
  ['/a?.jpg', '/ab.jpg', true],
  ['/a?.jpg', '/a.jpg', false],
  ['*', '/', true],
  ['/a.b', '/axb', false],
  ['/(a)+$', '/(a)+$', true],
  ['/public/*', '/private/../public/a', true],
  ['/public/*', '/public/../private/a', false],
])('%s matches %s: %p', (pattern, path, matches) => {
  expect(matchesPathPattern(pattern, path)).toBe(matches);
});
