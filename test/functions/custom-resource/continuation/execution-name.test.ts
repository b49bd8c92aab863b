import * as fc from 'fast-check';
import {
  isSameMatter,
  parseExecutionName,
  requestNameOf,
  toExecutionName,
} from '../../../../functions/custom-resource/continuation/execution-name.ts';
import { letGo, wanted } from '../../../support/reconciler.ts';

const REQUEST = { stackId: 'arn:aws:cloudformation:…:stack/orders/1', logicalId: 'ApiEdge', requestId: 'r-1' };
const TARGET = wanted('api.example.com');
const SENT_AT = new Date('2026-11-20T08:15:00.700Z');

test('is the same for every delivery of a request', () => {
  expect(requestNameOf(REQUEST, TARGET, SENT_AT)).toEqual(
    requestNameOf({ ...REQUEST }, wanted('api.example.com'), new Date(SENT_AT)),
  );
});

test('begins alike for all requests of a resource, and differently for another', () => {
  const name = requestNameOf(REQUEST, TARGET, SENT_AT);

  expect(requestNameOf({ ...REQUEST, requestId: 'r-2' }, letGo('other.example.com'), undefined).resource).toBe(
    name.resource,
  );
  expect(requestNameOf({ ...REQUEST, logicalId: 'Other' }, TARGET, SENT_AT).resource).not.toBe(name.resource);
});

test('is a name that Step Functions takes, and reads back', () => {
  const targets = fc.constantFrom(wanted('api.example.com'), letGo('other.example.com'));
  const seconds = fc.option(fc.integer({ min: 0, max: 4_102_444_800 }), { nil: undefined });
  fc.assert(
    fc.property(
      fc.string(),
      fc.string(),
      fc.string(),
      targets,
      seconds,
      (stackId, logicalId, requestId, target, sentAt) => {
        const name = requestNameOf(
          { stackId, logicalId, requestId },
          target,
          sentAt === undefined ? undefined : new Date(sentAt * 1000),
        );
        const written = toExecutionName(name);

        expect(written).toMatch(/^[0-9a-z-]{1,80}$/);
        expect(parseExecutionName(written)).toEqual(name);
      },
    ),
  );
});

test('is undefined for an execution that somebody else named', () => {
  expect(parseExecutionName('3f0c9d1e-7b1e-11f0-9c3a-0a58a9feac02')).toBeUndefined();
});

test.each([
  ['is', 'two wishes for different domains', wanted('a.example.com'), wanted('b.example.com'), true],
  ['is', 'a wish and the letting-go of the same domain', wanted('a.example.com'), letGo('a.example.com'), true],
  ['is not', 'a wish and the letting-go of another domain', wanted('a.example.com'), letGo('b.example.com'), false],
  ['is not', 'letting go of two domains', letGo('a.example.com'), letGo('b.example.com'), false],
])('%s the same matter: %s', (_, __, one, other, expected) => {
  const [first, second] = [one, other].map((target) => requestNameOf(REQUEST, target, SENT_AT));

  expect(isSameMatter(first!, second!)).toBe(expected);
  expect(isSameMatter(second!, first!)).toBe(expected);
});
