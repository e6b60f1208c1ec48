import { useI18n, useReflex } from 'reflex-adonis/react'
import OrderExportState from '#states/admin/order_export_state'

/** Exports the lines of all orders, and says how far it is. */
export function OrderExport() {
  const { t } = useI18n()
  const { running, done, orders, start, stop } = useReflex(OrderExportState)
  const progress = t('files.export.progress', { done, orders })
  return (
    <>
      {running && <progress value={done} max={orders || 1} aria-label={progress} />}
      <button type="button" className="crud-button" onClick={() => (running ? stop() : start())}>
        {t(running ? 'files.export.stop' : 'files.export.start')}
      </button>
    </>
  )
}
