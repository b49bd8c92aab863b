import { isPassed, layOutProof, layOutProofList } from '../../../cli/demo/proof-table.ts';
import type { RecordedProof } from '../../../cli/demo/recorded-proofs.ts';
import { type Line, paintLine } from '../../../cli/styled-text.ts';
import { present, unreadable } from '../../../functions/reconciler/model/observed.ts';
import type { CheckResult, Proof } from '../../../functions/reconciler/model/proof.ts';
import { name } from '../../support/reconciler.ts';

const REDIRECT = '301 to https://api.example.com/?secure-api-edge-probe=E1-abc-0';

function recorded(passes: number, ...results: readonly CheckResult[]): RecordedProof {
  const proof: Proof = {
    ...{ distributionId: 'E1', etag: 'ETAG1', takenAt: '2026-01-01T00:00:00.000Z', through: 'edge' },
    ...{ addresses: ['203.0.113.200', '2001:db8:cf::200'], requests: 64, passes, results },
  };
  return { subject: SUBJECT, through: 'edge', proof: present(proof) };
}

const SUBJECT: RecordedProof['subject'] = {
  domainName: name('api.example.com'),
  distributionId: 'E1',
  etag: 'ETAG1',
  edgeDomainName: name('d1.cloudfront.net'),
  apiDomainName: name('d-1.execute-api.eu-west-1.amazonaws.com'),
  path: '/',
  headers: [],
  viewerProtocolPolicy: 'redirect-to-https',
  strictTransportSecurity: undefined,
  accepted: [],
  originVerify: 'not-sent',
};
const NOT_POSSIBLE: RecordedProof = {
  subject: SUBJECT,
  through: 'dns',
  proof: unreadable({
    kind: 'NetworkFailure',
    service: 'Proof',
    operation: 'Connect',
    code: 'NotProven',
    message: 'no connection',
    requestId: undefined,
  }),
};
const PASS: CheckResult = {
  check: 'http-get',
  at: '203.0.113.200',
  verdict: 'pass',
  expected: REDIRECT,
  received: REDIRECT,
};
const FAIL: CheckResult = { check: 'answer', at: '203.0.113.200', verdict: 'fail', expected: '200', received: '403' };

function painted(lines: readonly Line[]): readonly string[] {
  return lines.map((line) => paintLine(line, 'off'));
}

describe('layOutProof', () => {
  test('names each check once with its rule, and what came where it failed', () => {
    const lines = layOutProof(recorded(0, PASS, { ...PASS, at: '2001:db8:cf::200' }, FAIL), 120);

    expect(painted(lines)).toEqual([
      'api.example.com at distribution E1, 203.0.113.200, 2001:db8:cf::200: 64 requests, no round passed',
      'check     rule     verdict  expected',
      'http-get  EDGE-01  pass     301 to https://api.example.com/?…',
      'answer    EDGE-07  fail     200; got 403',
    ]);
  });

  test('says so where no proof could be had', () => {
    expect(painted(layOutProof(NOT_POSSIBLE, 100))).toEqual(['not proven: unreadable']);
  });
});

describe('layOutProofList', () => {
  test('says of each proof how it ended', () => {
    const lines = layOutProofList([recorded(2, PASS), recorded(0, FAIL), NOT_POSSIBLE], 100);

    expect(painted(lines)).toEqual([
      'domain           connected    requests  came to',
      'api.example.com  to the edge        64  passed, 2 rounds in a row',
      'api.example.com  to the edge        64  differs in answer',
      'api.example.com  through DNS            unreadable',
    ]);
  });
});

describe('isPassed', () => {
  test.each([
    ['two rounds in a row', recorded(2, PASS), true],
    ['one round', recorded(1, PASS), false],
    ['no proof at all', NOT_POSSIBLE, false],
  ])('judges %s', (_, proof, expected) => {
    expect(isPassed(proof)).toBe(expected);
  });
});
