import { renderToString } from 'react-dom/server';
import { Shop } from './rendered-shop';

export const html = () => renderToString(<Shop />);
