import type { RequestCertificateCommandInput } from '@aws-sdk/client-acm';
import { type AskedRequest, type ConditionKeys, type Permission, type RequestTag, requestTags } from './permission.ts';

/** The members of ACM's inputs that say what a request touches. */
interface AcmInput extends Partial<RequestCertificateCommandInput> {
  readonly CertificateArn?: string;
}

export function acmPermissions({ operation, input, context }: AskedRequest<AcmInput>): readonly Permission[] {
  const on = (resource: string): Permission => ({ action: `acm:${operation}`, resource });
  const tags = requestTags((input.Tags ?? []) as readonly RequestTag[]);
  switch (operation) {
    case 'ListCertificates':
      return [on('*')];
    case 'RequestCertificate': {
      const request = { ...on('*'), context: { ...tags, ...requestKeys(input) } };
      const anyCertificate = `arn:aws:acm:${context.region}:${context.account}:certificate/*`;
      const tagging = { action: 'acm:AddTagsToCertificate', resource: anyCertificate, context: tags };
      return (input.Tags ?? []).length === 0 ? [request] : [request, tagging];
    }
    default:
      return [{ ...on(input.CertificateArn ?? ''), context: tags }];
  }
}

/** https://docs.aws.amazon.com/acm/latest/userguide/acm-conditions.html */
function requestKeys({ DomainName = '', ...input }: AcmInput): ConditionKeys {
  return {
    'acm:ValidationMethod': input.ValidationMethod ?? 'EMAIL',
    'acm:DomainNames': [DomainName, ...(input.SubjectAlternativeNames ?? [])],
    'acm:KeyAlgorithm': input.KeyAlgorithm ?? 'RSA_2048',
    'acm:CertificateTransparencyLogging': input.Options?.CertificateTransparencyLoggingPreference ?? 'ENABLED',
  };
}
