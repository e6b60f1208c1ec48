import { join, sep } from 'node:path'
import { defineConfig } from '@adonisjs/static'

/** Files whose names have a hash: another content is another name. */
const hashed = join('public', 'assets') + sep

const staticServerConfig = defineConfig({
  enabled: true,
  etag: true,
  lastModified: true,
  dotFiles: 'ignore',
  headers: (path): Record<string, string> =>
    path.includes(hashed) ? { 'cache-control': 'public, max-age=31536000, immutable' } : {},
})

export default staticServerConfig
