/**
 * Guards against: a bundle that works under our own runner and not under Lambda's. The functions run under the runtime interface client that Lambda's
 * Node.js runtime is made of. Its native part is compiled where it is installed, so it is no dependency: `.ci/install-runtime-interface-client` gets it.
 */
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { firstProgress } from '../../../functions/custom-resource/continuation/next-step.ts';
import { sealUrl } from '../../../functions/custom-resource/continuation/sealed-url.ts';
import { parseRequest } from '../../../functions/custom-resource/request.ts';
import { buildFunction } from '../../../infra/build/build-function.ts';
import { localEnvironment } from '../../../infra/build/local-environment.ts';
import { declaredFunction, functionIds, parseTemplate } from '../../../infra/build/template.ts';
import { loadEstate } from '../../../simulator/estates/load-estate.ts';
import { readEstate } from '../../../simulator/estates/read-estate.ts';
import { sampleEvent } from '../../functions/custom-resource/sample-event.ts';
import { useCloudFormationReceiver } from '../../support/cloudformation-receiver.ts';
import { ACCOUNT } from '../../support/estates.ts';
import { useSimulatedAws } from '../../support/simulated-aws.ts';
import { type StartedFunction, startFunction, type Told } from './runtime-api.ts';

const CLIENT = resolve('.cache/runtime-interface-client/node_modules/aws-lambda-ric');
const isInstalled = existsSync(join(CLIENT, 'rapid-client.node'));
const template = parseTemplate(readFileSync('template.yaml', 'utf8'));

/** Where this test receives what is answered. In a local run, which this is, the answer may go to anybody. */
const ANSWER_PATH = '/answer?X-Amz-Signature=0123456789abcdef0123456789abcdef';

const ADDRESS_KEY = 'sixty-four characters, as Secrets Manager makes them, would do';

const inLambda = isInstalled ? describe : describe.skip; // skipped without Lambda's client: it takes a compiler, which not every machine has, and .ci/run names the suite as NOT RUN
if (!isInstalled) {
  const reason = 'it is not installed; run .ci/install-runtime-interface-client';
  process.stderr.write(`skipped: tests under Lambda's runtime interface client: ${reason}\n`);
}

inLambda("under Lambda's runtime interface client", () => {
  // The bundles read the real time, so the simulator begins today.
  const aws = useSimulatedAws({
    startAt: new Date(),
    estate: (simulator) => loadEstate(simulator, readEstate('demo')),
  });
  const receiver = useCloudFormationReceiver();
  const folder = mkdtempSync(join(tmpdir(), 'runtime-interface-'));
  const started: StartedFunction[] = [];
  afterEach(() => Promise.all(started.splice(0).map((one) => one.stop())));
  afterAll(() => rmSync(folder, { recursive: true }));

  async function start(id: string, changes: { readonly handler?: string } = {}): Promise<StartedFunction> {
    const declared = declaredFunction(template, id);
    const built = await buildFunction(declared, process.cwd(), folder);
    const one = await startFunction({
      runtimeInterfaceClient: join(CLIENT, 'index.mjs'),
      folder: built.folder,
      handler: changes.handler ?? declared.handler,
      timeoutSeconds: declared.timeoutSeconds,
      environment: localEnvironment(template, declared, {
        parameters: { Regions: 'eu-west-1,us-east-1' },
        shell: { ...aws.simulator.env(ACCOUNT, 'eu-west-1'), ADDRESS_KEY },
      }),
    });
    started.push(one);
    return one;
  }

  /** One event for each function, and what the function says to it. */
  const invocations: Readonly<Record<string, { readonly event: () => unknown; readonly told: Told }>> = {
    CustomResourceFunction: {
      event: () =>
        sampleEvent('create', {
          ResponseURL: `${receiver.endpoint}${ANSWER_PATH}`,
          ResourceProperties: { DomainName: 'x' },
        }),
      told: { kind: 'response', body: null },
    },
    CustomResourceStepFunction: {
      event: () => ({ step: 'look' }),
      told: { kind: 'error', body: expect.objectContaining({ errorType: 'InvalidRequestError' }) },
    },
    UnansweredRequestFunction: {
      event: () => ({ detail: {} }),
      told: { kind: 'response', body: null },
    },
    DriftRemediatorFunction: {
      event: () => JSON.parse(readFileSync('events/schedule.json', 'utf8')),
      told: { kind: 'response', body: expect.objectContaining({ edges: 8, drift: 4, failed: 0, notChecked: 0 }) },
    },
    SweepFunction: {
      event: () => ({ step: 'plan' }),
      told: { kind: 'error', body: expect.objectContaining({ errorType: 'InvalidRequestError' }) },
    },
    NoticeFunction: {
      // Locally there is no bucket.
      event: () => ({}),
      told: { kind: 'error', body: expect.objectContaining({ errorType: 'InvalidRequestError' }) },
    },
  };

  test.each(functionIds(template))('%s says the same to every delivery of an event', async (id) => {
    const { event, told } = invocations[id]!;
    const one = await start(id);

    const first = await one.invoke(event());
    const second = await one.invoke(event());

    expect([first, second]).toEqual([told, told]);
  });

  test('the custom resource answers CloudFormation before it ends', async () => {
    const one = await start('CustomResourceFunction');

    await one.invoke(invocations.CustomResourceFunction!.event());

    expect(receiver.acceptedAt(ANSWER_PATH)).toMatchObject([
      { Status: 'FAILED', Reason: expect.stringContaining('ResourceProperties.DomainName: is not a domain name') },
    ]);
    expect(one.log()).not.toContain('0123456789abcdef');
  });

  test('a task of the state machine looks at the edge and says what to answer', async () => {
    const event = sampleEvent('delete');
    const sealedUrl = sealUrl(event.ResponseURL, ADDRESS_KEY);
    const deadline = new Date(Date.now() + 3_600_000);
    const progress = firstProgress(new Date(), deadline);
    const one = await start('CustomResourceStepFunction');

    const looked = await one.invoke({
      step: 'look',
      work: { request: parseRequest(event), sealedUrl, deadline, progress },
    });

    expect(looked).toMatchObject({ kind: 'response', body: { next: 'answer', answer: { status: 'SUCCESS' } } });
  });

  test('fails to start where Handler names an export that is not there', async () => {
    const one = await start('DriftRemediatorFunction', { handler: 'handler.nobody' });

    const told = await one.initError;

    expect(told).toMatchObject({ kind: 'init error', body: { errorType: 'Runtime.HandlerNotFound' } });
  });
});

test('the Node.js that runs these tests is the one of the template', () => {
  const runtimes = functionIds(template).map((id) => declaredFunction(template, id).runtime);

  expect(new Set(runtimes)).toEqual(new Set([`nodejs${process.versions.node.split('.')[0]}.x`]));
});
