import type { Service } from '../core/operation.ts';
import { addTagsToCertificate } from './add-tags-to-certificate.ts';
import { deleteCertificate } from './delete-certificate.ts';
import { describeCertificate } from './describe-certificate.ts';
import { listCertificates } from './list-certificates.ts';
import { listTagsForCertificate } from './list-tags-for-certificate.ts';
import { requestCertificate } from './request-certificate.ts';

export const acm: Service = {
  signingName: 'acm',
  protocol: 'json-1.1',
  serviceTarget: 'CertificateManager',
  shapeNamespace: 'com.amazonaws.acm',
  operations: [
    addTagsToCertificate,
    deleteCertificate,
    describeCertificate,
    listCertificates,
    listTagsForCertificate,
    requestCertificate,
  ],
};
