/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

/*
|--------------------------------------------------------------------------
| Attacks a server with inputs that nobody has thought of: `npm run fuzz`
|--------------------------------------------------------------------------
|
| npm run fuzz -- [--minutes=60] [--target=frames] [--seed=1]
|
| Runs until the time is over or the server does what it must not. The input
| which did it is then kept in tests/fuzz/corpus. Build the package first.
|
*/

import { Fuzzer } from '../tests/fuzz/fuzzer.ts'
import { targets } from '../tests/fuzz/targets/main.ts'
import { readArguments } from './support/arguments.ts'

const values = readArguments('npm run fuzz -- [--minutes=60] [--target=frames] [--seed=1]', {
  minutes: { type: 'string', default: '60' },
  target: { type: 'string' },
  seed: { type: 'string', default: String(Math.floor(Math.random() * 2 ** 31)) },
})

const wanted = targets.filter(({ name }) => values.target === undefined || name === values.target)
if (wanted.length === 0) {
  console.error(`Targets are: ${targets.map(({ name }) => name).join(', ')}`)
  process.exit(1)
}

const fuzzer = new Fuzzer(Number(values.seed))
console.log(`Seed ${fuzzer.seed}`)
try {
  await fuzzer.run(wanted, Number(values.minutes) * 60_000, ({ name }, { tried, pool }) => {
    console.log(`${name}: ${tried} inputs, ${pool} of them reached something new`)
  })
} catch (error) {
  console.error((error as Error).stack)
  process.exitCode = 1
} finally {
  await fuzzer.close()
}
