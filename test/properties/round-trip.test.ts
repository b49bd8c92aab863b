/**
 * Laws: a correction changes the elements it names and no other, whatever the configuration uses. The configurations use every field of the SDK's
 * model; a field that a newer SDK adds fails the first test until one of them uses it too.
 */
import {
  CloudFrontClient,
  CreateDistributionCommand,
  DistributionConfig$,
  UpdateDistributionCommand,
} from '@aws-sdk/client-cloudfront';
import fc from 'fast-check';
import { lostSettings, readFullConfig } from '../../functions/reconciler/aws/lossless.ts';
import { patchDistributionConfig } from '../../functions/reconciler/aws/patch-distribution-config.ts';
import type { FieldChange } from '../../functions/reconciler/model/plan.ts';
import { acmState } from '../../simulator/acm/state.ts';
import { cloudFront } from '../../simulator/cloudfront/state.ts';
import { ACCOUNT, estateOf, seed } from '../support/estates.ts';
import { useSimulatedAws } from '../support/simulated-aws.ts';
import { everyFieldConfigs, IAM_CERTIFICATE } from './every-field.ts';
import { modelFields, usedFields, wireElements } from './wire-elements.ts';

const aws = useSimulatedAws();

const RUNS = Number(process.env.PROPERTY_RUNS ?? 48);
const KINDS = ['policies', 'legacy forwarding', 'tenants', 'IAM certificate'] as const;
type Kind = (typeof KINDS)[number];

/** A setting as a rule corrects it, and the elements that this writes. */
interface Correction {
  readonly change: FieldChange;
  readonly elements: Readonly<Record<string, string | undefined>>;
}

const CORRECTIONS: readonly Correction[] = [
  correction('DefaultCacheBehavior.ViewerProtocolPolicy', 'redirect-to-https', {
    'DefaultCacheBehavior/ViewerProtocolPolicy': 'redirect-to-https',
  }),
  correction('CacheBehaviors[/v1/*].ViewerProtocolPolicy', 'https-only', {
    'CacheBehaviors/Items/CacheBehavior/ViewerProtocolPolicy': 'https-only',
  }),
  correction('Origins[api].CustomOriginConfig.OriginProtocolPolicy', 'https-only', {
    'Origins/Items/Origin/CustomOriginConfig/OriginProtocolPolicy': 'https-only',
  }),
  correction('Origins[api].CustomOriginConfig.OriginSslProtocols', ['TLSv1.2'], {
    'Origins/Items/Origin/CustomOriginConfig/OriginSslProtocols/Quantity': '1',
    'Origins/Items/Origin/CustomOriginConfig/OriginSslProtocols/Items/SslProtocol': 'TLSv1.2',
    'Origins/Items/Origin/CustomOriginConfig/OriginSslProtocols/Items/SslProtocol[2]': undefined,
  }),
  correction('CustomErrorResponses[503].ErrorCachingMinTTL', 0, {
    'CustomErrorResponses/Items/CustomErrorResponse[2]/ErrorCachingMinTTL': '0',
  }),
  correction('DefaultCacheBehavior.AllowedMethods', ['GET', 'HEAD', 'OPTIONS'], {
    'DefaultCacheBehavior/AllowedMethods/Quantity': '3',
    'DefaultCacheBehavior/AllowedMethods/Items/Method': 'GET',
    'DefaultCacheBehavior/AllowedMethods/Items/Method[2]': 'HEAD',
    'DefaultCacheBehavior/AllowedMethods/Items/Method[3]': 'OPTIONS',
    'DefaultCacheBehavior/AllowedMethods/Items/Method[4]': undefined,
    'DefaultCacheBehavior/AllowedMethods/Items/Method[5]': undefined,
    'DefaultCacheBehavior/AllowedMethods/Items/Method[6]': undefined,
    'DefaultCacheBehavior/AllowedMethods/Items/Method[7]': undefined,
  }),
  correction('Comment', 'theirs', { Comment: 'theirs' }),
  correction('Enabled', false, { Enabled: 'false' }),
];

function correction(path: string, after: FieldChange['after'], elements: Correction['elements']): Correction {
  return { change: { path, before: undefined, after, because: ['EDGE-01'] }, elements };
}

test('the configurations use every field of the SDK', async () => {
  const used = new Set<string>();
  for (const kind of KINDS) {
    const { output } = await readFullConfig(client(), await created(kind));
    for (const field of usedFields(output.DistributionConfig)) used.add(field);
  }

  expect(modelFields(DistributionConfig$).filter((field) => !used.has(field))).toEqual([]);
  expect([...used].filter((field) => !modelFields(DistributionConfig$).includes(field))).toEqual([]);
});

test.each(KINDS)('a correction of a config with %s loses nothing that the SDK knows', async (kind) => {
  const full = await readFullConfig(client(), await created(kind));

  expect(await lostSettings(client(), full)).toEqual([]);
});

test('a correction sends back every element as it was read, but for those it names', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...KINDS),
      fc.subarray([...CORRECTIONS], { minLength: 1 }),
      async (kind, corrections) => {
        const id = await created(kind);

        const { before, sent } = await correct(id, corrections);

        expect(sent).toEqual(withCorrections(before, corrections));
      },
    ),
    { numRuns: RUNS },
  );
});

test('CloudFront then answers the same, but for what was corrected', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...KINDS.filter((kind) => kind !== 'IAM certificate')),
      fc.constantFrom(...CORRECTIONS.filter(({ change }) => !change.path.includes('Methods'))),
      async (kind, one) => {
        const id = await created(kind);

        const { before, answer } = await correct(id, [one]);

        expect(answer).not.toEqual(expect.any(String));
        expect(wireElements((await readFullConfig(client(), id)).xml)).toEqual(withCorrections(before, [one]));
      },
    ),
    { numRuns: RUNS },
  );
});

function client(): CloudFrontClient {
  return aws.client(CloudFrontClient);
}

/** The id of a distribution with a configuration of this kind, in an account of its own. */
async function created(kind: Kind): Promise<string> {
  await aws.simulator.reset();
  seed(aws, estateOf());
  const [certificate] = aws.simulator.world.state(acmState, ACCOUNT, 'us-east-1').certificates.keys();
  const configs = everyFieldConfigs(certificate!);
  const command = new CreateDistributionCommand({ DistributionConfig: configs[kind] ?? configs.policies! });
  const id = (await client().send(command)).Distribution!.Id!;
  const stored = aws.simulator.world.state(cloudFront, ACCOUNT).distributions.get(id)!;
  if (kind === 'IAM certificate') stored.config = { ...stored.config, ViewerCertificate: IAM_CERTIFICATE };
  return id;
}

/** Reads, patches and sends as a correction does; the elements that were read and those that were sent. */
async function correct(id: string, corrections: readonly Correction[]) {
  const { output, xml } = await readFullConfig(client(), id);
  const patched = patchDistributionConfig(
    output.DistributionConfig!,
    corrections.map(({ change }) => change),
  );
  let sent = '';
  const command = new UpdateDistributionCommand({ Id: id, IfMatch: output.ETag, DistributionConfig: patched });
  command.middlewareStack.add(
    (next) => (args) => {
      sent = String((args.request as { body: unknown }).body);
      return next(args);
    },
    { step: 'finalizeRequest', name: 'keepSentBody' },
  );
  const answer = await client()
    .send(command)
    .catch((error: Error) => error.name);
  return { before: wireElements(xml), sent: wireElements(sent), answer };
}

/** `elements` as the corrections leave them. */
function withCorrections(elements: ReadonlyMap<string, string>, corrections: readonly Correction[]) {
  const corrected = new Map(elements);
  for (const [place, text] of corrections.flatMap((one) => Object.entries(one.elements))) {
    if (text === undefined) corrected.delete(`DistributionConfig/${place}`);
    else corrected.set(`DistributionConfig/${place}`, text);
  }
  return corrected;
}
