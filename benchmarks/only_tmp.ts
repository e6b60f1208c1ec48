import { join } from 'node:path'
import { compileServers } from './compile.ts'
import { measureThroughput } from './throughput.ts'
process.chdir(join(import.meta.dirname, 'app'))
process.env.NODE_ENV = 'production'
await compileServers()
await measureThroughput()
process.exit(0)
