import type { RecordSet } from '../../../functions/reconciler/model/alias-records.ts';
import { present, unreadable } from '../../../functions/reconciler/model/observed.ts';
import type { RecordReader } from '../../../functions/reconciler/observe/alias-records.ts';
import { coveringDistribution, mayBeLedTo } from '../../../functions/reconciler/observe/wildcard-distribution.ts';
import { distribution } from '../../support/distribution-builders.ts';
import {
  API,
  accessDenied,
  aliasRecord,
  CLOUDFRONT,
  name,
  REGIONAL,
  valueRecord,
} from '../../support/edge-builders.ts';

const ZONE = { id: 'Z1', name: name('example.com'), recordCount: 4 };
const WILDCARD = distribution({ alternateDomainNames: [name('*.example.com')] });

function carrying(id: string, ...names: readonly string[]) {
  return distribution({ alternateDomainNames: names.map(name) }, { id });
}

describe('the distribution that answers by a wildcard', () => {
  test.each([
    ['the longest wildcard counts, at any depth', 'v1.api.example.com', 'near'],
    ['a wildcard covers deeper names too', 'a.b.example.com', 'far'],
    ['a wildcard does not cover the name below which it stands', 'example.com', undefined],
    ['labels count, not letters', 'notexample.com', undefined],
  ])('%s', (_, domain, id) => {
    const all = [carrying('far', '*.example.com'), carrying('near', '*.api.example.com', 'www.example.net')];

    expect(coveringDistribution(all, name(domain))?.id).toBe(id);
  });
});

describe('whether callers are led there', () => {
  const at: Readonly<Record<string, readonly RecordSet[]>> = {
    'here.example.com': [aliasRecord('A', CLOUDFRONT)],
    'api.example.com': [aliasRecord('A', REGIONAL)],
    'text.example.com': [valueRecord('TXT', 300, 'hello')],
    'weighted.example.com': [aliasRecord('A', REGIONAL), aliasRecord('A', CLOUDFRONT, { setIdentifier: 'canary' })],
    '*.example.com': [aliasRecord('A', CLOUDFRONT)],
    '*.quiet.example.com': [aliasRecord('A', REGIONAL)],
    'closed.example.com': [aliasRecord('A', REGIONAL)],
    'delegated.example.com': [valueRecord('NS', 300, 'ns1.example.net')],
  };
  const read: RecordReader = (_, domain) => Promise.resolve(present(at[domain] ?? []));

  test.each([
    ['by records of its own', 'here.example.com', true],
    ['not by records that lead to the API', 'api.example.com', false],
    ['by one record of several', 'weighted.example.com', true],
    ['by a wildcard record where the name has none', 'nothing.example.com', true],
    ['by a wildcard record further up', 'a.b.example.com', true],
    ['not where the closest wildcard record leads elsewhere', 'one.quiet.example.com', false],
    ['not by a wildcard record above a name that exists between', 'one.closed.example.com', false],
    ['by nobody knows what where a zone of its own is delegated between', 'one.delegated.example.com', true],
    ['not by a wildcard record where the name has one of another type', 'text.example.com', false],
  ])('%s', async (_, domain, expected) => {
    expect(await mayBeLedTo(WILDCARD, name(domain), { zones: [ZONE], unread: [] }, read)).toBe(expected);
  });

  test('may be where no zone is to be seen, or its records are not', async () => {
    const denied: RecordReader = () => Promise.resolve(unreadable(accessDenied('Route53', 'ListResourceRecordSets')));

    expect(await mayBeLedTo(WILDCARD, API, { zones: [], unread: [] }, read)).toBe(true);
    expect(await mayBeLedTo(WILDCARD, API, { zones: [ZONE], unread: [] }, denied)).toBe(true);
  });
});
