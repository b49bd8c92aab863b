import type { Step } from '../../../functions/reconciler/model/plan.ts';
import { toAccountReport } from '../../../functions/report/account-report.ts';
import { accountLook, DENIED, edgeLook, step } from '../drift-remediator/account-look.ts';

describe('the report of an account', () => {
  test('says what was seen, what was not, and what it cost', () => {
    const look = accountLook([edgeLook({ kind: 'in-sync' })], {
      notChecked: [{ what: 'hosted zones', failure: DENIED }],
      calls: { 'CloudFront.ListDistributions': 2, 'STS.GetCallerIdentity': 1 },
    });

    const report = toAccountReport(look, { name: 'production', organizationalUnit: '/platform' });

    expect(report).toEqual({
      id: '111111111111',
      name: 'production',
      organizationalUnit: '/platform',
      regions: ['eu-west-1'],
      edges: [expect.objectContaining({ domain: 'api.example.com', result: 'in-sync' })],
      notChecked: [{ what: 'hosted zones', why: 'CloudFront ListDistributions: AccessDenied: no' }],
      calls: { total: 3, byOperation: { 'CloudFront.ListDistributions': 2, 'STS.GetCallerIdentity': 1 } },
    });
  });

  test('says which policies were deleted', () => {
    const policy = { ...step('origin request policy secure-api-edge-headers-0123'), action: 'delete' } as Step;

    expect(toAccountReport(accountLook([], { cleanedUp: [policy] }))).toMatchObject({
      cleanedUp: ['delete origin request policy secure-api-edge-headers-0123'],
    });
  });

  test('says why a guard stopped the run', () => {
    const look = accountLook([], { refusal: { rule: 'guard', detail: 'too much would change' } });

    expect(toAccountReport(look)).toMatchObject({ refusal: 'too much would change' });
  });
});
