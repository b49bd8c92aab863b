import { parseSweep } from '../../../functions/sweep/settings.ts';

const GIVEN = { AWS_REGION: 'eu-west-1', REPORT_BUCKET: 'secure-api-edge-reports' };

test('looks at its own account alone, in the partition of most, where nothing else is said', () => {
  expect(parseSweep(GIVEN, {})).toMatchObject({
    scope: { accounts: 'this', organizationalUnits: [], excludedAccounts: [], only: undefined },
    roles: undefined,
    partition: 'aws',
    concurrency: 1,
    limits: { maximumChangedEdges: 500, maximumFailures: 3, firstWaveShare: 10, canaryAccounts: [] },
  });
});

test('has one partition for roles and for what is found', () => {
  const roles = { READER_ROLE: 'reader', WRITER_ROLE: 'writer', EXTERNAL_ID: 'sweep-7f3a' };

  expect(parseSweep({ ...GIVEN, ...roles, ROLE_PARTITION: 'aws-us-gov' }, {})).toMatchObject({
    partition: 'aws-us-gov',
    roles: { reader: 'reader', writer: 'writer', externalId: 'sweep-7f3a', partition: 'aws-us-gov' },
  });
});

test('fails with every variable that is wrong', () => {
  const wrong = {
    SWEPT_ACCOUNTS: '111111111111,two',
    ORGANIZATIONAL_UNITS: 'production',
    EXTERNAL_ID: '?',
    ROLE_PARTITION: 'azure',
    REPORT_BUCKET: 'Reports',
    SWEEP_CONCURRENCY: '1001',
  };

  expect(() => parseSweep({ ...GIVEN, ...wrong }, {})).toThrow(
    [
      'environment.EXTERNAL_ID: is not an external id of 2 to 1224 characters, got "?"',
      'environment.ORGANIZATIONAL_UNITS: is not ids of organizational units or roots, separated by commas, got "production"',
      'environment.REPORT_BUCKET: is not the name of a bucket, got "Reports"',
      'environment.ROLE_PARTITION: is not a partition, got "azure"',
      'environment.SWEEP_CONCURRENCY: is not a whole number from 1 to 1000, got "1001"',
      'environment.SWEPT_ACCOUNTS: is not this, organization, or account ids separated by commas, got "111111111111,two"',
    ].join('\n'),
  );
});

test('refuses other accounts without the roles that lead there', () => {
  expect(() => parseSweep({ ...GIVEN, SWEPT_ACCOUNTS: 'organization', READER_ROLE: 'reader' }, {})).toThrow(
    'environment.READER_ROLE: and WRITER_ROLE are missing',
  );
});

test.each<[unknown, string]>([
  [{ detail: { accounts: ['222'] } }, 'event.detail.accounts[0]: is not an account id'],
  [{ accounts: ['222222222222'] }, 'event.accounts: stands beside detail; move it into detail'],
])('refuses an event that would not narrow as it was meant: %j', (event, problem) => {
  expect(() => parseSweep(GIVEN, event)).toThrow(problem);
});

test.each<[string, string, unknown, number]>([
  ['an organization', 'organization', {}, 20],
  ['named accounts', '111111111111,222222222222', {}, 2],
  ['this account', 'this', {}, 1],
  ['what an event narrows it to', 'organization', { detail: { accounts: ['222222222222'] } }, 1],
])('looks at no more accounts at the same time than there are in %s', (_, SWEPT_ACCOUNTS, event, concurrency) => {
  const roles = { READER_ROLE: 'reader', WRITER_ROLE: 'writer' };

  expect(parseSweep({ ...GIVEN, ...roles, SWEPT_ACCOUNTS }, event)).toMatchObject({ concurrency });
});
