import fc from 'fast-check';
import { fromResourceRecordSet, toResourceRecordSet } from '../../../functions/reconciler/aws/record-set.ts';
import { anyDomainName } from '../../support/edge-arbitraries.ts';
import { API, aliasRecord, CLOUDFRONT, valueRecord } from '../../support/edge-builders.ts';

describe('a record set', () => {
  test('is read back as it was written, wildcard names too', () => {
    const anyTarget = fc.oneof(
      fc.record({
        kind: fc.constant('values' as const),
        ttlSeconds: fc.nat({ max: 86_400 }),
        values: fc.uniqueArray(fc.ipV4(), { minLength: 1 }).map((values) => values.sort()),
      }),
      fc.record({
        kind: fc.constant('alias' as const),
        dnsName: anyDomainName(),
        hostedZoneId: fc.constant('Z2FDTNDATAQYW2'),
        evaluateTargetHealth: fc.boolean(),
      }),
    );
    const anyRecord = fc.record({
      name: anyDomainName(),
      type: fc.constantFrom('A', 'AAAA', 'HTTPS'),
      setIdentifier: fc.constant(undefined),
      target: anyTarget,
    });

    fc.assert(
      fc.property(anyRecord, (record) => {
        expect(fromResourceRecordSet(toResourceRecordSet(record))).toEqual(record);
      }),
    );
  });

  test('is spelled our way whatever Route 53 put around it', () => {
    const record = fromResourceRecordSet({
      Name: '\\052.Example.com.',
      Type: 'CNAME',
      TTL: 300,
      ResourceRecords: [{ Value: 'b.example.net.' }, { Value: 'a.example.net.' }],
    });

    expect(record).toEqual({
      name: '*.example.com',
      type: 'CNAME',
      setIdentifier: undefined,
      target: { kind: 'values', ttlSeconds: 300, values: ['a.example.net.', 'b.example.net.'] },
    });
  });

  test('keeps the identifier that marks a weighted or latency scheme', () => {
    const weighted = { Name: `${API}.`, Type: 'A', SetIdentifier: 'blue', Weight: 10, TTL: 60 } as const;

    expect(fromResourceRecordSet(weighted).setIdentifier).toBe('blue');
  });

  test('to a distribution never evaluates target health, which Route 53 refuses there', () => {
    expect(toResourceRecordSet(aliasRecord('A', CLOUDFRONT))).toEqual({
      Name: 'api.example.com.',
      Type: 'A',
      AliasTarget: { DNSName: 'd111.cloudfront.net.', HostedZoneId: 'Z2FDTNDATAQYW2', EvaluateTargetHealth: false },
    });
  });

  test('with values repeats them exactly, because DELETE must', () => {
    expect(toResourceRecordSet(valueRecord('CNAME', 300, 'd-abc.example.net'))).toEqual({
      Name: 'api.example.com.',
      Type: 'CNAME',
      TTL: 300,
      ResourceRecords: [{ Value: 'd-abc.example.net' }],
    });
  });
});
