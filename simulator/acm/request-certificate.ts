import type { RequestCertificateCommandInput, RequestCertificateCommandOutput } from '@aws-sdk/client-acm';
import { RequestCertificate$ } from '@aws-sdk/client-acm';
import type { Operation, OperationContext } from '../core/operation.ts';
import { type CertificateRequest, checkRequestCertificate } from './request-certificate-rules.ts';
import { acmState, type Certificate, certificateArn } from './state.ts';
import { addTags } from './tags.ts';
import { validateNames } from './validate-names.ts';

type Output = Omit<RequestCertificateCommandOutput, '$metadata'>;

const tokenLifetimeMillis = 3_600_000;

export const requestCertificate: Operation<RequestCertificateCommandInput, Output> = {
  schema: RequestCertificate$,
  run(input, context) {
    const request = checkRequestCertificate(input);
    const earlier = requestedEarlier(input.IdempotencyToken, context);
    if (earlier) return { CertificateArn: earlier };
    const certificate = createCertificate(request, context);
    remember(certificate, input.IdempotencyToken, context);
    addTags(certificate.arn, input.Tags ?? [], context);
    validateNames(certificate, context);
    return { CertificateArn: certificate.arn };
  },
};

/** What the same token got within the last hour. */
function requestedEarlier(token: string | undefined, { world, account, region, clock }: OperationContext) {
  const { idempotencyTokens, certificates } = world.state(acmState, account, region);
  const use = token === undefined ? undefined : idempotencyTokens.get(token);
  if (!use || clock.now() >= use.usedAt + tokenLifetimeMillis) return undefined;
  return certificates.has(use.arn) ? use.arn : undefined;
}

function createCertificate(
  request: CertificateRequest,
  { account, region, clock, ids }: OperationContext,
): Certificate {
  return {
    arn: certificateArn(account, region, ids.uuid()),
    domainName: request.domainName,
    subjectAlternativeNames: request.names,
    type: 'AMAZON_ISSUED',
    keyAlgorithm: request.keyAlgorithm,
    createdAt: new Date(clock.now()),
    validations: request.names.map((domainName) => ({
      domainName,
      method: request.method,
      status: 'PENDING_VALIDATION',
      record: undefined,
    })),
    status: 'PENDING_VALIDATION',
    issuedAt: undefined,
    notBefore: undefined,
    notAfter: undefined,
  };
}

function remember(certificate: Certificate, token: string | undefined, context: OperationContext): void {
  const { certificates, idempotencyTokens } = context.world.state(acmState, context.account, context.region);
  certificates.set(certificate.arn, certificate);
  if (token !== undefined) idempotencyTokens.set(token, { arn: certificate.arn, usedAt: context.clock.now() });
}
