/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

/*
|--------------------------------------------------------------------------
| Serves the demo on the sources of the package: `node ace serve` runs it
|--------------------------------------------------------------------------
*/

await import('./sources/register.ts')
const { createIgnitor } = await import('./support/ignitor.ts')
const { prettyPrintError } = await import('@adonisjs/core')

const ignitor = await createIgnitor()
await ignitor
  .httpServer()
  .start()
  .catch((error) => {
    process.exitCode = 1
    return prettyPrintError(error)
  })
