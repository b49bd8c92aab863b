import type { AskedRequest, Permission } from './permission.ts';

interface ImportInput {
  readonly Findings?: readonly { readonly ProductArn?: string }[];
}

/** The product that each finding comes from. https://docs.aws.amazon.com/service-authorization/latest/reference/list_awssecurityhub.html */
export function securityHubPermissions({ operation, input }: AskedRequest<ImportInput>): readonly Permission[] {
  const products = new Set((input.Findings ?? []).map(({ ProductArn = '' }) => ProductArn));
  return [...products].map((resource) => ({ action: `securityhub:${operation}`, resource }));
}
