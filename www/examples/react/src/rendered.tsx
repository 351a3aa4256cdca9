import { hydrateRoot } from 'react-dom/client';
import { Shop } from './rendered-shop';
import './shop';

hydrateRoot(document.getElementById('app') as HTMLElement, <Shop />);
