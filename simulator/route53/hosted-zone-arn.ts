export function hostedZoneArn(id: string): string {
  return `arn:aws:route53:::hostedzone/${id}`;
}
