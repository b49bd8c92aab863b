import type { BasePathMapping } from '@aws-sdk/client-api-gateway';
import type { ApiMapping } from '@aws-sdk/client-apigatewayv2';
import type { VisibleDomainName } from './find-domain-name.ts';

const ROOT = '(none)';

/** The mappings that version 1 of the API can say: those whose key has one level, the root being `(none)`. */
export function basePathMappings({ mappings }: VisibleDomainName): readonly BasePathMapping[] {
  return [...mappings.values()].filter(({ ApiMappingKey = '' }) => !ApiMappingKey.includes('/')).map(toBasePathMapping);
}

export function toBasePathMapping({ ApiId, ApiMappingKey, Stage }: ApiMapping): BasePathMapping {
  return { basePath: ApiMappingKey || ROOT, restApiId: ApiId, stage: Stage };
}

export function toMappingKey(basePath: string | undefined): string {
  return basePath === undefined || basePath === ROOT ? '' : basePath;
}
