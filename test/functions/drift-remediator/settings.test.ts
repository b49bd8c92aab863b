import type { Environment } from '../../../functions/doors/variable.ts';
import { parseRun } from '../../../functions/drift-remediator/settings.ts';
import { InvalidRequestError } from '../../../functions/reconciler/model/errors.ts';

const ZONES = 'arn:aws:iam::222222222222:role/secure-api-edge-zones';
const LAMBDA: Environment = { AWS_REGION: 'eu-west-1' };

function problemsOf(environment: Environment, event: unknown = {}): readonly string[] {
  try {
    parseRun({ ...LAMBDA, ...environment }, event);
  } catch (error) {
    if (error instanceof InvalidRequestError) return error.problems.map(({ path, message }) => `${path}: ${message}`);
    throw error;
  }
  return [];
}

describe('the environment', () => {
  test('may be empty: the run only looks, in the Region of the function', () => {
    const run = parseRun(LAMBDA, {});

    expect(run).toEqual({
      mode: 'detect',
      regions: ['eu-west-1'],
      names: 'all',
      newEdges: 'create',
      choice: 'opt-out',
      rules: {},
      managedElsewhere: 'report',
      proof: 'require',
      zoneRoles: [],
      drainSeconds: 60,
      limits: { maximumChangedShare: 30, floor: 10 },
      pollSeconds: undefined,
    });
  });

  test('says what a run may do', () => {
    const run = parseRun(
      {
        ...LAMBDA,
        MODE: 'remediate',
        REGIONS: 'eu-west-1, us-east-1,eu-west-1',
        NEW_EDGES: 'report',
        CHOICE: 'opt-in',
        MANAGED_ELSEWHERE: 'correct',
        PROOF: 'if-possible',
        ZONE_ROLES: `${ZONES}, ${ZONES.replaceAll('2', '3')}`,
        EXTERNAL_ID: 'edge/of:shop',
        DRAIN_SECONDS: '0',
        MAXIMUM_CHANGED_SHARE: '100',
        POLL_SECONDS: '5',
      },
      {},
    );

    expect(run).toMatchObject({
      mode: 'remediate',
      regions: ['eu-west-1', 'us-east-1'],
      newEdges: 'report',
      choice: 'opt-in',
      managedElsewhere: 'correct',
      proof: 'if-possible',
      zoneRoles: [
        { arn: ZONES, account: '222222222222', externalId: 'edge/of:shop' },
        { arn: ZONES.replaceAll('2', '3'), account: '333333333333', externalId: 'edge/of:shop' },
      ],
      drainSeconds: 0,
      limits: { maximumChangedShare: 100, floor: 10 },
      pollSeconds: 5,
    });
  });

  test('counts a blank variable as not set', () => {
    const run = parseRun({ ...LAMBDA, MODE: '', REGIONS: ' ', DRAIN_SECONDS: '' }, {});

    expect(run).toMatchObject({ mode: 'detect', regions: ['eu-west-1'], drainSeconds: 60 });
  });

  test('fails with every variable that is wrong, and with what is wrong in the event', () => {
    const problems = problemsOf(
      {
        MODE: 'Remediate',
        REGIONS: 'eu-west-1,Ireland',
        NEW_EDGES: 'yes',
        CHOICE: 'tagged',
        MANAGED_ELSEWHERE: 'no',
        PROOF: 'maybe',
        ZONE_ROLES: 'secure-api-edge-zones',
        EXTERNAL_ID: '?',
        DRAIN_SECONDS: '-1',
        MAXIMUM_CHANGED_SHARE: '101',
        POLL_SECONDS: '0',
      },
      { mode: 'dry' },
    );

    expect(problems).toEqual([
      'environment.CHOICE: is not one of opt-out, opt-in, got "tagged"',
      'environment.DRAIN_SECONDS: is not a whole number from 0 to 86400, got "-1"',
      'environment.EXTERNAL_ID: is not an external id of 2 to 1224 characters, got "?"',
      'environment.MANAGED_ELSEWHERE: is not one of report, correct, got "no"',
      'environment.MAXIMUM_CHANGED_SHARE: is not a whole number from 0 to 100, got "101"',
      'environment.MODE: is not one of detect, remediate, got "Remediate"',
      'environment.NEW_EDGES: is not one of create, report, got "yes"',
      'environment.POLL_SECONDS: is not a whole number from 1 to 900, got "0"',
      'environment.PROOF: is not one of require, if-possible, skip, got "maybe"',
      'environment.REGIONS: is not a list of AWS Regions, separated by commas, got "eu-west-1,Ireland"',
      `environment.ZONE_ROLES: is not a list of ARNs of roles, separated by commas, one role for each account, such as ${ZONES}, got "secure-api-edge-zones"`,
      'event.mode: is not one of detect, remediate, got "dry"',
    ]);
  });

  test('fails without any Region', () => {
    const problems = problemsOf({ AWS_REGION: undefined });

    expect(problems).toEqual(['environment.REGIONS: is missing, and so is AWS_REGION; name the Regions to look at']);
  });
});

describe('an event', () => {
  const REMEDIATE: Environment = { ...LAMBDA, MODE: 'remediate', REGIONS: 'eu-west-1,us-east-1' };

  test.each([
    ['as it is', { mode: 'detect', domains: ['API.example.com.', 'api.example.com'], regions: ['us-east-1'] }],
    ['as detail', { detail: { mode: 'detect', domains: ['api.example.com'], regions: ['us-east-1'] } }],
    ['as detail in text', { detail: '{"mode":"detect","domains":["api.example.com"],"regions":["us-east-1"]}' }],
  ])('narrows the run: %s', (_, event) => {
    const run = parseRun(REMEDIATE, event);

    expect(run).toMatchObject({ mode: 'detect', names: ['api.example.com'], regions: ['us-east-1'] });
  });

  test.each([
    undefined,
    null,
    {},
    { detail: '' },
    { detail: null, 'detail-type': 'Scheduled Event', region: 'eu-west-1', time: '2026-11-20T06:00:00Z' },
  ])('narrows nothing: %j', (event) => {
    const run = parseRun(REMEDIATE, event);

    expect(run).toMatchObject({ mode: 'remediate', names: 'all', regions: ['eu-west-1', 'us-east-1'] });
  });

  test('may say the mode that the environment allows anyway', () => {
    expect(parseRun(REMEDIATE, { mode: 'remediate' }).mode).toBe('remediate');
  });

  test.each([
    ['event.mode', { mode: 'remediate' }],
    ['event.detail.mode', { detail: '{"mode":"remediate"}' }],
  ])('refuses to raise the mode: %s', (path, event) => {
    expect(problemsOf({ MODE: 'detect' }, event)).toEqual([
      `${path}: is more than the function was deployed to do, got "remediate" where MODE is detect; an event may only lower the mode, deploy with Mode: remediate`,
    ]);
  });

  test('refuses to name a Region that the run was not deployed to look at', () => {
    expect(problemsOf({ REGIONS: 'eu-west-1,us-east-1' }, { regions: ['us-east-1', 'eu-central-1'] })).toEqual([
      'event.regions: are more than the function was deployed to look at, got eu-central-1 where REGIONS is eu-west-1, us-east-1; deploy with these Regions',
    ]);
  });

  test.each<[unknown, readonly string[]]>([
    [{ domain: 'api.example.com' }, ['event.domain: is not known; did you mean domains?']],
    [{ detail: { dryRun: true } }, ['event.detail.dryRun: is not known; known are mode, domains, regions']],
    [{ detail: {}, mode: 'detect' }, ['event.mode: stands beside detail; move it into detail']],
    [{ detail: '{mode' }, ['event.detail: is not JSON, got "{mode"']],
    [{ detail: '["detect"]' }, ['event.detail: is not an object, got a list']],
    ['detect', ['event: is not an object, got "detect"']],
    [{ domains: 'api.example.com' }, ['event.domains: is not a list, got "api.example.com"']],
    [{ domains: [] }, ['event.domains: is empty; leave it out to narrow nothing']],
    [
      { domains: ['api.example.com', 'x', 7], regions: ['Ireland'], mode: null },
      [
        'event.domains[1]: is not a domain name, got "x"',
        'event.domains[2]: is not a domain name, got 7',
        'event.mode: is not one of detect, remediate, got nothing',
        'event.regions[0]: is not an AWS Region, got "Ireland"',
      ],
    ],
    [{ mode: 'x'.repeat(200) }, [`event.mode: is not one of detect, remediate, got "${'x'.repeat(80)}"…`]],
  ])('fails with all that is wrong: %j', (event, problems) => {
    expect(problemsOf({}, event)).toEqual(problems);
  });
});
