import { ABSENT } from '../../../functions/reconciler/model/observed.ts';
import { type ProofFacts, proofNeed } from '../../../functions/reconciler/plan/proof-need.ts';
import { distribution } from '../../support/distribution-builders.ts';
import { apiEndpoint, desiredEdge, name, observedEdge } from '../../support/edge-builders.ts';

function subjectOf(changes: Partial<ProofFacts> = {}) {
  const facts: ProofFacts = {
    edge: desiredEdge(),
    observed: observedEdge({ proof: ABSENT }),
    distribution: distribution(),
    endpoint: apiEndpoint(),
    allowlist: undefined,
    hsts: { setting: undefined } as ProofFacts['hsts'],
    modeOf: () => 'enforce',
    ...changes,
  };
  const need = proofNeed(facts, 'edge');
  return need.kind === 'needed' ? need.subject : undefined;
}

test('a wildcard domain is tried on a name below it, which says who asks', () => {
  expect(subjectOf({ edge: desiredEdge({ domainName: name('*.example.com') }) })?.domainName).toBe(
    'secure-api-edge-probe.example.com',
  );
});

test('only checks of a setting count for nothing where their rule is not enforced, and what the owner accepts', () => {
  const edge = desiredEdge({ acceptedDifferences: ['preflight'] });

  expect(subjectOf({ edge, modeOf: () => 'report' })?.accepted).toEqual([
    'preflight',
    'http-get',
    'http-head',
    'http-post',
    'not-cached',
    'hsts',
  ]);
});
