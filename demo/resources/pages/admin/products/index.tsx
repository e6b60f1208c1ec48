import { DataTable, ImportDialog } from 'reflex-adonis/models/react'
import { Link, page, useI18n, useReflex } from 'reflex-adonis/react'
import ProductsState from '#states/admin/products_state'
import ShopState from '#states/shop_state'
import { CrudPage } from '../../../components/crud/crud_page'
import { useImportLabels } from '../../../lib/use_import_labels'
import { useTableLabels } from '../../../lib/use_table_labels'

export default page(
  {
    route: '/admin/products',
    title: 'Products · Lantern Supply',
    middleware: ['auth'],
    onLoad: [ShopState, 'load'],
  },
  () => {
    const { t } = useI18n()
    const labels = useTableLabels()
    const importLabels = useImportLabels()
    const products = useReflex(ProductsState)

    const fields = {
      categoryId: t('office.products.category'),
      name: t('office.products.name'),
      description: t('office.products.description'),
      price: t('office.products.price'),
      stock: t('office.products.stock'),
      rating: t('office.products.rating'),
      featured: t('office.products.featured'),
    }

    return (
      <CrudPage
        title={t('office.products.title')}
        actions={
          <>
            <ImportDialog of={products} fields={fields} labels={importLabels} />
            <button className="crud-button" onClick={() => products.exportAs('csv')}>
              {t('office.export')}
            </button>
            <Link to="/admin/products/create" className="crud-button" data-main="">
              {t('office.products.new')}
            </Link>
          </>
        }
      >
        <DataTable
          of={products}
          labels={{ ...labels, table: t('office.products.title') }}
          columns={[
            { name: 'name', label: t('office.products.name'), sortable: true },
            { name: 'category', label: t('office.products.category') },
            {
              name: 'price',
              label: t('office.products.price'),
              sortable: true,
              editable: true,
            },
            {
              name: 'stock',
              label: t('office.products.stock'),
              sortable: true,
              editable: true,
            },
            { name: 'rating', label: t('office.products.rating'), sortable: true, editable: true },
            {
              name: 'featured',
              label: t('office.products.featured'),
              sortable: true,
              editable: true,
            },
          ]}
          filters={[
            { name: 'categoryId', label: t('office.products.category') },
            {
              name: 'featured',
              label: t('office.products.featured'),
              options: [
                ['true', labels.yes],
                ['false', labels.no],
              ],
            },
          ]}
          actions={(row) => (
            <>
              <Link
                to={`/admin/products/${row.id}/edit`}
                className="crud-link"
                aria-label={t('office.form.editNamed', { name: row.name })}
              >
                {t('office.form.edit')}
              </Link>{' '}
              <button
                className="crud-link"
                data-danger=""
                aria-label={t('office.form.removeNamed', { name: row.name })}
                onClick={() => {
                  const question = t('office.form.confirm', { name: row.name })
                  if (window.confirm(question)) void products.remove(row.id)
                }}
              >
                {t('office.form.remove')}
              </button>
            </>
          )}
        />
      </CrudPage>
    )
  }
)
