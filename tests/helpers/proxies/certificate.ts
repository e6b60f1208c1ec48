/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { execa } from 'execa'

/** The host of the guide's files. */
export const HOST = 'app.example.com'

/** A certificate that nobody has signed but itself. */
export interface Certificate {
  /** Path of the certificate. */
  file: string
  /** Path of the key. */
  key: string
  /** Path of a file with both. */
  both: string
  /** The certificate itself, for those who trust it. */
  pem: string
}

/**
 * Makes a certificate for the host of the guide's files.
 */
export async function makeCertificate(folder: string): Promise<Certificate> {
  const [file, key, both] = ['app.pem', 'app.key', 'app-and-key.pem'].map((name) =>
    join(folder, name)
  )
  await execa('openssl', [
    ...['req', '-x509', '-nodes', '-days', '2'],
    ...['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1'],
    ...['-subj', `/CN=${HOST}`, '-addext', `subjectAltName=DNS:${HOST}`],
    ...['-keyout', key, '-out', file],
  ])
  const pem = await readFile(file, 'utf8')
  await writeFile(both, pem + (await readFile(key, 'utf8')))
  return { file, key, both, pem }
}
