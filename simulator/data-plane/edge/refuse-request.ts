import { certificateCovers } from '../../cloudfront/certificate-covers.ts';
import { chooseCertificate } from './choose-certificate.ts';
import type { EdgeResponse } from './edge-response.ts';
import { errorPage, redirect, sentences } from './error-page.ts';
import { headerValue, listItems } from './header-list.ts';
import type { ServedDistribution } from './served-distributions.ts';
import type { ViewerRequest } from './viewer-request.ts';
import type { Arrival, Visit } from './visit.ts';

const LONGEST_URL = 8192;
const LARGEST_HEAD = 32_768;
const MOST_DISTRIBUTIONS_IN_CHAIN = 2;

/** What no distribution serves. */
export function refuseRequest(arrival: Arrival): EdgeResponse | undefined {
  const { request, requestId } = arrival;
  if (request.host === '' && request.httpVersion === '1.1') return errorPage(400, sentences.badRequest, requestId);
  if (urlLength(request) > LONGEST_URL) return errorPage(414, sentences.badRequest, requestId);
  if (headLength(request) > LARGEST_HEAD) return errorPage(494, sentences.badRequest, requestId);
  if (distributionsPassed(request) >= MOST_DISTRIBUTIONS_IN_CHAIN) {
    return errorPage(403, sentences.badRequest, requestId);
  }
  return undefined;
}

/** A distribution that is disabled, or that the certificate of the connection does not stand for. */
export function refuseDistribution(arrival: Arrival, served: ServedDistribution): EdgeResponse | undefined {
  if (isMisdirected(arrival, served)) return errorPage(421, sentences.misdirected, arrival.requestId);
  return served.config.Enabled ? undefined : errorPage(403, sentences.badRequest, arrival.requestId);
}

/** What the cache behavior does not allow. Methods are judged before the protocol: what would be refused anyway is not redirected. */
export function refuseByBehavior(visit: Visit): EdgeResponse | undefined {
  const { request, behavior, requestId } = visit;
  const methods: readonly string[] = behavior.AllowedMethods?.Items ?? [];
  if (!methods.includes(request.method)) return errorPage(403, sentences.method, requestId);
  if (request.method === 'GET' && request.body.length > 0) return errorPage(403, sentences.badRequest, requestId);
  return request.protocol === 'http' ? refusePlainHttp(visit) : undefined;
}

function refusePlainHttp({ request, behavior, requestId }: Visit): EdgeResponse | undefined {
  if (behavior.ViewerProtocolPolicy === 'allow-all') return undefined;
  const status = redirectStatus(request);
  if (behavior.ViewerProtocolPolicy === 'https-only' || status === undefined) {
    return errorPage(403, sentences.badRequest, requestId);
  }
  return redirect(status, `https://${request.host}${request.path}${request.query && `?${request.query}`}`);
}

/** 307 keeps method and body, which HTTP/1.0 does not know. */
function redirectStatus({ method, httpVersion }: ViewerRequest): 301 | 307 | undefined {
  if (method === 'GET' || method === 'HEAD') return 301;
  return httpVersion === '1.0' ? undefined : 307;
}

/** https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/CNAMEs.html#alternate-domain-names-restrictions */
function isMisdirected({ request, location, ground }: Arrival, served: ServedDistribution): boolean {
  if (request.tls === undefined || request.tls.serverName === request.host) return false;
  const certificate = chooseCertificate(request.tls.serverName, location, ground.simulator);
  return certificate.account !== served.account && !certificateCovers(certificate.names, request.host);
}

function urlLength({ protocol, host, path, query }: ViewerRequest): number {
  return `${protocol}://${host}${path}${query && `?${query}`}`.length;
}

function headLength({ method, path, query, headers }: ViewerRequest): number {
  const lines = [`${method} ${path}?${query} HTTP/1.1`, ...headers.map(([name, value]) => `${name}: ${value}`)];
  return lines.reduce((sum, line) => sum + line.length + 2, 0);
}

function distributionsPassed({ headers }: ViewerRequest): number {
  return listItems(headerValue(headers, 'via')).filter((each) => each.endsWith('(cloudfront)')).length;
}
