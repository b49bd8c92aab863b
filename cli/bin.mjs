#!/usr/bin/env node
const major = Number(process.versions.node.split('.')[0]);
if (major < 24) {
  console.error(
    `secure-api-edge needs Node.js 24 or newer, got ${process.versions.node}; run it as "npx secure-api-edge" after "npm ci", which brings Node.js 24 along`,
  );
  process.exit(1);
}
await import('./main.ts');
