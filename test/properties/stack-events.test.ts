/**
 * The law of events: whatever arrives, there is exactly one answer; or, where nobody can be answered, one line in the log and nothing else. Events are
 * those of CloudFormation with one or more parts missing, wrong, hostile, huge or deep.
 */
import fc from 'fast-check';
import { FUNCTIONS, functionArn, REGION } from '../../infra/simulated/deployed-door.ts';
import { presignResponseUrl } from '../../simulator/cloudformation/response-url.ts';
import { ACCOUNT, DOMAIN, estateOf, seed } from '../support/estates.ts';
import { useSimulatedAws } from '../support/simulated-aws.ts';
import { leakedIn, startStacks } from '../support/stacks/use-stacks.ts';

const aws = useSimulatedAws();
const RUNS = Number(process.env.PROPERTY_RUNS ?? 60);

const STACK_ID = `arn:aws:cloudformation:${REGION}:${ACCOUNT}:stack/orders/5d2c1a40-7b1e-11f0-9c3a-0a58a9feac02`;
const ID = 'secure-api-edge:api.example.com:06cb7467b6fc010f';
/** Without these nobody can be answered, or in whose name is not known. */
const ADDRESS = ['ResponseURL', 'RequestId', 'StackId', 'LogicalResourceId'];

function deep(levels: number): unknown {
  return Array.from({ length: levels }).reduce<unknown>((inner) => ({ inner }), 'end');
}

const hostile = fc.oneof(
  fc.constantFrom<unknown>(undefined, null, '', 0, true, [], {}, '\u0000', '%00', '../../etc', -1, 1e308),
  fc.constantFrom<unknown>('x'.repeat(5000), 'ß'.repeat(2000), '"'.repeat(3000), 'x'.repeat(150_000)),
  fc.constantFrom(deep(50), deep(800), JSON.parse('{"__proto__":{"kind":"delete"},"constructor":1}')),
  fc.constantFrom(
    'https://example.com/steal?X-Amz-Signature=0123456789abcdef',
    'file:///etc/passwd',
    'http://127.0.0.1:1/',
  ),
  fc.jsonValue({ maxDepth: 3 }),
  fc.string({ unit: 'binary', maxLength: 300 }),
);
const member = fc.constantFrom(
  ...['RequestType', 'ResponseURL', 'RequestId', 'StackId', 'LogicalResourceId', 'PhysicalResourceId', 'ResourceType'],
  ...['ResourceProperties', 'OldResourceProperties', 'ServiceToken', 'Unknown'],
);
const property = fc.constantFrom(
  ...['DomainName', 'Hsts', 'Tags', 'AllowedHeaders', 'ServiceTimeout', 'CertificateArn', 'OriginVerify', 'Rules'],
  ...['ApiRegion', 'OnDelete', 'RequestCertificate', 'WebAclArn', 'Proof', '__proto__', 'toString', 'x'.repeat(400)],
);
const wrongMembers = fc.array(fc.tuple(member, hostile), { maxLength: 2 });
const wrongProperties = fc.array(fc.tuple(property, hostile), { maxLength: 2 });
const requestType = fc.constantFrom('Create', 'Update', 'Delete');
/** One has an API behind it. */
const domainName = fc.constantFrom(DOMAIN, 'nobody.example.com', 'nobody.example.com', 'nobody.example.com');

function eventOf(RequestType: string, DomainName: string) {
  const requestId = '2f6f3f2b-9a6f-4a0e-8a7c-7d1f0c522f1d';
  return {
    RequestType,
    ServiceToken: functionArn(FUNCTIONS.taking),
    ResponseURL: presignResponseUrl({
      ...{ region: REGION, stackId: STACK_ID, logicalId: 'Edge', requestId },
      now: aws.simulator.clock.now(),
    }),
    StackId: STACK_ID,
    RequestId: requestId,
    LogicalResourceId: 'Edge',
    ResourceType: 'Custom::SecureApiEdge',
    ...(RequestType !== 'Create' && { PhysicalResourceId: ID }),
    ResourceProperties: { ServiceToken: functionArn(FUNCTIONS.taking), DomainName },
    ...(RequestType === 'Update' && { OldResourceProperties: { DomainName } }),
  };
}

test('any event is answered exactly once, or told of in exactly one line', async () => {
  await fc.assert(
    fc.asyncProperty(
      requestType,
      domainName,
      wrongMembers,
      wrongProperties,
      async (type, domain, members, properties) => {
        await aws.simulator.reset();
        seed(aws, estateOf());
        const stacks = await startStacks(aws);
        const good = eventOf(type, domain);
        const ResourceProperties = { ...good.ResourceProperties, ...Object.fromEntries(properties) };
        const event = { ...good, ResourceProperties, ...Object.fromEntries(members) };
        stacks.receiver.expect(good.ResponseURL, () => true);

        stacks.lambda.invokeAsync(functionArn(FUNCTIONS.taking), event);
        await stacks.settled();

        const answers = stacks.receiver.puts.map(({ status, body }) => ({ status, answer: JSON.parse(body), body }));
        const lines = stacks.logLines();
        await stacks.stop();
        if (!members.some(([name]) => ADDRESS.includes(name))) expect(answers).toHaveLength(1);
        if (answers.length === 0) {
          expect(lines).toEqual([
            expect.stringMatching(/the event cannot be answered|the response URL is not of CloudFormation/),
          ]);
          expect(stacks.writes()).toEqual([]);
          return;
        }
        expect(answers).toEqual([
          expect.objectContaining({
            status: 200,
            answer: expect.objectContaining({
              Status: expect.stringMatching(/^(SUCCESS|FAILED)$/),
              StackId: event.StackId,
              RequestId: event.RequestId,
              LogicalResourceId: event.LogicalResourceId,
              PhysicalResourceId: expect.stringMatching(/./s),
            }),
          }),
        ]);
        expect(Buffer.byteLength(answers[0]!.body)).toBeLessThanOrEqual(4096);
        expect(leakedIn([...lines, answers[0]!.body], [good.ResponseURL])).toEqual([]);
      },
    ),
    { numRuns: RUNS },
  );
}, 120_000);

test.each([undefined, null, 1, 'text', [], {}, [[]], true])('%j is told of in exactly one line', async (event) => {
  const stacks = await startStacks(aws);

  stacks.lambda.invokeAsync(functionArn(FUNCTIONS.taking), event);
  await stacks.settled();
  await stacks.stop();

  expect(stacks.logLines()).toHaveLength(1);
  expect(stacks.receiver.puts).toEqual([]);
});
