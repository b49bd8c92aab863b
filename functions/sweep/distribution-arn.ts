export function distributionArn(partition: string, account: string, id: string): string {
  return `arn:${partition}:cloudfront::${account}:distribution/${id}`;
}
