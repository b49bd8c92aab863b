import type { ApiDomain } from '../../../functions/reconciler/model/api-domain.ts';
import { type Choice, leftAloneByChoice } from '../../../functions/reconciler/model/choice.ts';
import type { Owner } from '../../../functions/reconciler/model/edge.ts';
import { ABSENT, present } from '../../../functions/reconciler/model/observed.ts';
import { apiDomain, apiEndpoint, desiredEdge, REMEDIATOR, STACK } from '../../support/edge-builders.ts';

function why(domains: readonly ApiDomain[], choice?: Choice, owner: Owner = REMEDIATOR): string | undefined {
  const target = { kind: 'wanted', edge: desiredEdge({ owner }), from: 'tags' } as const;
  return leftAloneByChoice(target, { apiDomains: present(domains) }, choice);
}

test.each<[string, string | undefined, Choice, 'changed' | 'left alone']>([
  ['says nothing', undefined, 'opt-out', 'changed'],
  ['says no', 'no', 'opt-out', 'left alone'],
  ['says No, as people write', ' No ', 'opt-out', 'left alone'],
  ['says yes', 'yes', 'opt-out', 'changed'],
  ['says what nobody knows', 'false', 'opt-out', 'left alone'],
  ['says nothing where a yes is needed', undefined, 'opt-in', 'left alone'],
  ['says yes where it is needed', 'Yes', 'opt-in', 'changed'],
  ['says no where a yes is needed', 'no', 'opt-in', 'left alone'],
])('a domain that %s', (_, manage, choice, expected) => {
  const domain = apiDomain(manage === undefined ? {} : { manage });

  expect(why([domain], choice) === undefined ? 'changed' : 'left alone').toBe(expected);
});

test('says what is the matter and what to do', () => {
  expect(why([apiDomain({ manage: 'no' })])).toBe(
    'custom domain api.example.com: is left alone by its tag secure-api-edge:manage, got "no"; write yes or remove the tag to have its edge kept correct',
  );
  expect(why([apiDomain()], 'opt-in')).toBe(
    'custom domain api.example.com: is left alone, because only domains with the tag secure-api-edge:manage = yes are changed (Choice: opt-in); write the tag to have its edge kept correct',
  );
});

test('one no among the Regions of a name counts, and a private domain of the name does not', () => {
  const privately = apiDomain({ manage: 'no', endpoints: [apiEndpoint({ type: 'PRIVATE' })] });

  expect(why([apiDomain({ manage: 'yes' }), apiDomain({ manage: 'no' })])).toBeDefined();
  expect(why([apiDomain(), privately])).toBeUndefined();
});

test('an edge that a stack declares needs no yes, and its domain may still say no', () => {
  expect(why([apiDomain()], 'opt-in', STACK)).toBeUndefined();
  expect(why([apiDomain({ manage: 'no' })], 'opt-in', STACK)).toBeDefined();
});

test('what somebody asks for now, or to be let go of, is not left alone', () => {
  const observed = { apiDomains: present([apiDomain({ manage: 'no' })]) };
  const asked = { kind: 'wanted', edge: desiredEdge() } as const;
  const { domainName } = desiredEdge();
  const gone = { kind: 'let-go', domainName, owner: STACK, onDelete: 'restore' } as const;

  expect(leftAloneByChoice(asked, observed, 'opt-in')).toBeUndefined();
  expect(leftAloneByChoice(gone, observed, 'opt-in')).toBeUndefined();
});

test('a domain that is gone says nothing', () => {
  const target = { kind: 'wanted', edge: desiredEdge(), from: 'tags' } as const;

  expect(leftAloneByChoice(target, { apiDomains: ABSENT }, 'opt-in')).toBeUndefined();
});
