/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { page, useReflex } from 'reflex-adonis/react'
import TableState from '#states/table_state'
import { OperationsTable } from '../components/operations_table.tsx'

export default page({ route: '/table' }, () => {
  const table = useReflex(TableState)
  return (
    <OperationsTable
      rows={table.rows}
      version={table.version}
      perform={(operation) => void table[operation]()}
    />
  )
})
