import {
  type CreateHostedZoneCommandInput,
  type CreateHostedZoneCommandOutput,
  CreateHostedZone$ as schema,
} from '@aws-sdk/client-route-53';
import type { Operation, OperationContext } from '../core/operation.ts';
import { ServiceError } from '../core/service-error.ts';
import { liesWithin, parseDnsName } from './dns-name.ts';
import { constraintViolation, invalidInput } from './invalid-input.ts';
import { initialRecords, privateNameServers, publicNameServers } from './name-servers.ts';
import { publishZone } from './public-dns.ts';
import { serveZone } from './served-zones.ts';
import { idAlphabet, route53Account, type Zone, zoneIndex } from './state.ts';
import { submitChange } from './submit-change.ts';
import { toHostedZone } from './to-hosted-zone.ts';

type Input = CreateHostedZoneCommandInput;
type Output = Omit<CreateHostedZoneCommandOutput, '$metadata'>;

/** https://docs.aws.amazon.com/Route53/latest/APIReference/API_CreateHostedZone.html */
export const createHostedZone: Operation<Input, Output> = {
  schema,
  run(input, context) {
    const name = zoneName(input);
    validate(input, name, context);
    const zone = newZone(input, name, context);
    const { records } = zone;
    addZone(zone, context);
    return {
      HostedZone: toHostedZone(zone),
      ChangeInfo: submitChange(context, () => serveZone(zone, records, context.world)),
      DelegationSet: zone.privateZone ? undefined : { NameServers: [...zone.nameServers] },
      ...(input.VPC !== undefined && { VPC: input.VPC }),
      Location: `https://route53.amazonaws.com/2013-04-01/hostedzone/${zone.id}`,
    };
  },
};

function zoneName({ Name = '', VPC }: Input): string {
  const parsed = parseDnsName(Name);
  if (parsed.kind === 'problem') throw new ServiceError('InvalidDomainName', 400, parsed.problem);
  const reserved = parsed.name.split('.').length === 2 || liesWithin(parsed.name, 'amazonaws.com.');
  if (reserved && VPC === undefined)
    throw new ServiceError('InvalidDomainName', 400, `${parsed.name.slice(0, -1)} is reserved by AWS!`);
  return parsed.name;
}

function validate(input: Input, name: string, { world, account }: OperationContext): void {
  const { CallerReference = '', DelegationSetId, HostedZoneConfig, VPC } = input;
  if (CallerReference.length < 1 || CallerReference.length > 128)
    throw constraintViolation(
      CallerReference,
      'callerReference',
      'Member must have length between 1 and 128, inclusive',
    );
  if ((HostedZoneConfig?.Comment ?? '').length > 256)
    throw constraintViolation(
      HostedZoneConfig?.Comment,
      'hostedZoneConfig.comment',
      'Member must have length less than or equal to 256',
    );
  if (HostedZoneConfig?.PrivateZone && VPC === undefined)
    throw invalidInput('When you create a private hosted zone, you must specify a VPC.');
  if (VPC !== undefined && !/^vpc-[0-9a-f]+$/.test(VPC.VPCId ?? ''))
    throw new ServiceError('InvalidVPCId', 400, `The VPC ${VPC.VPCId} in region ${VPC.VPCRegion} is not valid.`);
  if (DelegationSetId !== undefined)
    throw new ServiceError('NoSuchDelegationSet', 400, `No delegation set found with ID: ${DelegationSetId}`);
  const { zones, callerReferences, hostedZoneQuota } = world.state(route53Account, account);
  if (callerReferences.has(CallerReference))
    throw new ServiceError(
      'HostedZoneAlreadyExists',
      409,
      'A hosted zone has already been created with the specified caller reference.',
    );
  refuseSharedVpc([...zones.values()], name, VPC);
  if (zones.size >= hostedZoneQuota)
    throw new ServiceError(
      'TooManyHostedZones',
      400,
      'Limits Exceeded: MAX_HOSTED_ZONES_BY_OWNER - Cannot create more hosted zones.',
    );
}

function refuseSharedVpc(zones: readonly Zone[], name: string, vpc: Input['VPC']): void {
  const rival = zones.find((zone) => zone.name === name && zone.vpcs.some(({ VPCId }) => VPCId === vpc?.VPCId));
  if (rival !== undefined)
    throw new ServiceError(
      'ConflictingDomainExists',
      400,
      `The VPC ${vpc?.VPCId} in region ${vpc?.VPCRegion} has already been associated with the hosted zone ${rival.id} with the same domain name.`,
    );
}

function newZone(
  { CallerReference = '', HostedZoneConfig, VPC }: Input,
  name: string,
  context: OperationContext,
): Zone {
  const nameServers = VPC === undefined ? publicNameServers(context.ids) : privateNameServers;
  return {
    id: `Z${context.ids.text(20, idAlphabet)}`,
    name,
    account: context.account,
    callerReference: CallerReference,
    comment: HostedZoneConfig?.Comment,
    privateZone: VPC !== undefined,
    vpcs: VPC === undefined ? [] : [VPC],
    nameServers,
    records: initialRecords(name, nameServers),
    protections: [],
  };
}

function addZone(zone: Zone, { world, account }: OperationContext): void {
  const { zones, callerReferences } = world.state(route53Account, account);
  const { byId, publicByName } = world.state(zoneIndex, '*');
  zones.set(zone.id, zone);
  callerReferences.add(zone.callerReference);
  byId.set(zone.id, zone);
  if (!zone.privateZone) publicByName.set(zone.name, [...(publicByName.get(zone.name) ?? []), zone]);
  publishZone(zone, world);
}
