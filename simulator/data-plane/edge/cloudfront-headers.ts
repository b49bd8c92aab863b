import type { HeaderList } from './header-list.ts';
import { headerValue } from './header-list.ts';
import type { ViewerRequest } from './viewer-request.ts';

type Generate = (request: ViewerRequest) => string;

/**
 * The headers by which CloudFront tells the origin about the viewer, on request.
 *
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/adding-cloudfront-headers.html
 */
const GENERATED: Readonly<Record<string, readonly [name: string, generate: Generate]>> = {
  'cloudfront-forwarded-proto': ['CloudFront-Forwarded-Proto', ({ protocol }) => protocol],
  'cloudfront-viewer-address': [
    'CloudFront-Viewer-Address',
    ({ clientAddress, clientPort }) => `${clientAddress}:${clientPort}`,
  ],
  'cloudfront-viewer-http-version': ['CloudFront-Viewer-Http-Version', ({ httpVersion }) => httpVersion],
  'cloudfront-viewer-tls': [
    'CloudFront-Viewer-TLS',
    ({ tls }) => (tls === undefined ? '' : `${tls.version}:${tls.cipher}:fullHandshake`),
  ],
  'cloudfront-is-android-viewer': ['CloudFront-Is-Android-Viewer', userAgent(/Android/)],
  'cloudfront-is-ios-viewer': ['CloudFront-Is-IOS-Viewer', userAgent(/iPhone|iPad/)],
  'cloudfront-is-mobile-viewer': ['CloudFront-Is-Mobile-Viewer', userAgent(/Mobile/)],
  'cloudfront-is-tablet-viewer': ['CloudFront-Is-Tablet-Viewer', userAgent(/iPad|Tablet/)],
  'cloudfront-is-smarttv-viewer': ['CloudFront-Is-SmartTV-Viewer', userAgent(/SMART-TV|SmartTV/)],
  'cloudfront-is-desktop-viewer': ['CloudFront-Is-Desktop-Viewer', userAgent(/^(?!.*(Mobile|Tablet|iPad|TV))/)],
};

export const cloudFrontHeaders: readonly string[] = Object.keys(GENERATED);

/** A header without a value, as that of TLS on plain HTTP, is not sent. */
export function generateCloudFrontHeaders(names: readonly string[], request: ViewerRequest): HeaderList {
  return names
    .flatMap((name) => {
      const generated = GENERATED[name];
      return generated === undefined ? [] : [[generated[0], generated[1](request)] as const];
    })
    .filter(([, value]) => value !== '');
}

function userAgent(pattern: RegExp): Generate {
  return ({ headers }) => String(pattern.test(headerValue(headers, 'user-agent') ?? ''));
}
