import type { KeyAlgorithm, RequestCertificateCommandInput } from '@aws-sdk/client-acm';
import { ServiceError } from '../core/service-error.ts';
import { invalidParameter, notSimulated, violation } from './refusals.ts';
import type { NameValidation } from './state.ts';
import { checkTags } from './tags.ts';

export interface CertificateRequest {
  readonly domainName: string;
  readonly names: readonly string[];
  readonly method: NameValidation['method'];
  readonly keyAlgorithm: KeyAlgorithm;
}

const LABEL = '(?!-)[A-Za-z0-9-]{1,63}(?<!-)';
const DOMAIN = new RegExp(`^(\\*\\.)?(${LABEL}\\.)+${LABEL}$`);
const maxCommonName = 64;
const maxDomainName = 253;
const maxAlternativeNames = 100;
/** AWS's initial quota; it can be raised to 100 there. */
const domainNameQuota = 10;
const requestable: readonly KeyAlgorithm[] = ['RSA_2048', 'EC_prime256v1', 'EC_secp384r1'];

export function checkRequestCertificate(input: RequestCertificateCommandInput): CertificateRequest {
  const domainName = checkDomainName(input.DomainName, 'domainName');
  const alternativeNames = checkAlternativeNames(input.SubjectAlternativeNames ?? []);
  const names = [...new Set([domainName, ...alternativeNames])];
  if (domainName.length > maxCommonName) {
    throw invalidParameter(`The first domain name can be no longer than ${maxCommonName} characters.`);
  }
  if (names.length > domainNameQuota) {
    throw new ServiceError(
      'LimitExceededException',
      400,
      `The request has ${names.length} domain names and the quota is ${domainNameQuota}.`,
    );
  }
  checkToken(input.IdempotencyToken);
  checkTags(input.Tags ?? [], new Map());
  return { domainName, names, method: checkMethod(input), keyAlgorithm: checkKeyAlgorithm(input.KeyAlgorithm) };
}

function checkDomainName(name: string | undefined, member: string): string {
  if (name === undefined) throw violation(name, member, 'Member must not be null');
  if (name.length > maxDomainName) {
    throw violation(name, member, `Member must have length less than or equal to ${maxDomainName}`);
  }
  if (!DOMAIN.test(name)) {
    throw violation(name, member, `Member must satisfy regular expression pattern: ${DOMAIN.source}`);
  }
  return name.toLowerCase();
}

function checkAlternativeNames(names: readonly string[]): readonly string[] {
  if (names.length > maxAlternativeNames) {
    throw violation(
      names,
      'subjectAlternativeNames',
      `Member must have length less than or equal to ${maxAlternativeNames}`,
    );
  }
  return names.map((name, index) => checkDomainName(name, `subjectAlternativeNames.${index + 1}.member`));
}

function checkToken(token: string | undefined): void {
  if (token !== undefined && !/^\w{1,32}$/.test(token)) {
    throw violation(token, 'idempotencyToken', 'Member must satisfy regular expression pattern: \\w+');
  }
}

function checkMethod(input: RequestCertificateCommandInput): NameValidation['method'] {
  if (input.CertificateAuthorityArn !== undefined) throw notSimulated('private certificates');
  if (input.ManagedBy !== undefined) throw notSimulated('certificates managed by CloudFront');
  const { ValidationMethod: method = 'EMAIL' } = input;
  if (method === 'HTTP') throw invalidParameter('HTTP validation is only for certificates managed by CloudFront.');
  if (method !== 'DNS' && method !== 'EMAIL') {
    throw violation(method, 'validationMethod', 'Member must satisfy enum value set: [DNS, EMAIL, HTTP]');
  }
  return method;
}

function checkKeyAlgorithm(algorithm: KeyAlgorithm = 'RSA_2048'): KeyAlgorithm {
  if (requestable.includes(algorithm)) return algorithm;
  throw invalidParameter(
    `The key algorithm ${algorithm} is for imported certificates; request ${requestable.join(', ')}.`,
  );
}
